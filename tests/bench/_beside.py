"""What a hall keeps beside its cases, on a seeded hall that has none of it: python -m tests.bench._beside.

Papers of the cases that were seeded without, fees, rows of the service registers, tickets, batches of papers and
issuances, each in proportion to the cases, and one for each planted case.
"""

import json

from tests.bench._django import ready
from tests.bench._planted import IS_PLANTED

LOCAL = "(({}) AT TIME ZONE 'Asia/Shanghai')::date"
# one case in five costs something
FEES = f"""
    INSERT INTO windows_fee (
        contract_id, venue_id, case_id, department_id, item_id, window_id, number, kind, title, unit, quantity,
        unit_yuan, due_yuan, reduced_yuan, why_reduced, amount_yuan, channel, receipt_number, reason, day, taken_at,
        taken_by_id
    )
    SELECT contract_id, venue_id, id, department_id, item_id, window_id, 'SF-' || id, 'charge', '登记费', '件', 1, 80,
        80, 0, '', 80, (ARRAY['cash', 'scan', 'card'])[1 + id % 3], 'P' || id, '', day,
        registered_at + interval '5 minutes', clerk_id
    FROM windows_case WHERE contract_id = {{contract}} AND (id % 5 = 0 OR {IS_PLANTED}) AND state <> 'void'
"""
SERVICE = """
    uid, contract_id, venue_id, window_id, department_id, item_id, number, person_name, recorded_at, recorded_by_id,
    note
"""
SERVED = """
    gen_random_uuid(), contract_id, venue_id, window_id, department_id, item_id, {mark} || '-' || id, applicant_name,
    registered_at, clerk_id, ''
"""
CONSULTATIONS = f"""
    INSERT INTO windows_consultation (
        {SERVICE}, channel, first_responder_id, question, state, answer, answered_at, answered_by_id
    )
    SELECT {SERVED.format(mark="'ZX'")}, (ARRAY['phone', 'counter', 'online'])[1 + id % 3], clerk_id, '要带哪些材料',
        CASE WHEN old THEN 'answered' ELSE 'open' END, CASE WHEN old THEN '已告知清单' ELSE '' END,
        CASE WHEN old THEN registered_at + interval '3 minutes' END, CASE WHEN old THEN clerk_id END
    FROM (SELECT *, registered_at < now() - interval '2 days' AS old FROM windows_case) c
    WHERE contract_id = {{contract}} AND (id % 4 = 1 OR {IS_PLANTED})
"""
COMPLAINTS = f"""
    INSERT INTO windows_complaint (
        {SERVICE}, channel, kind, title, text, owner_id, due_on, extended_why, state, finding, cause, stirred, answer,
        answered_at, answered_by_id
    )
    SELECT {SERVED.format(mark="'TS'")}, 'counter', 'on_site', '等候太久', '取号后等了一个小时', clerk_id, day + 5, '',
        CASE WHEN old THEN 'answered' ELSE 'open' END, CASE WHEN old THEN 'upheld' ELSE '' END,
        CASE WHEN old THEN 'speed' ELSE '' END, false, CASE WHEN old THEN '已增开窗口' ELSE '' END,
        CASE WHEN old THEN registered_at + interval '1 day' END, CASE WHEN old THEN clerk_id END
    FROM (SELECT *, registered_at < now() - interval '4 days' AS old FROM windows_case) c
    WHERE contract_id = {{contract}} AND (id % 400 = 1 OR {IS_PLANTED})
"""
MATTERS = f"""
    INSERT INTO windows_unresolvedmatter (
        {SERVICE}, source, text, cause, is_hard, owner_id, due_on, contact_by, state, answer, result, answered_at,
        answered_by_id, dropped_why
    )
    SELECT {SERVED.format(mark="'BB'")}, 'window', '跑了三次还没办成',
        CASE WHEN old THEN 'materials' ELSE '' END, false, clerk_id, day + 5, day + 1,
        CASE WHEN old THEN 'answered' ELSE 'open' END,
        CASE WHEN old THEN '已办成' ELSE '' END, CASE WHEN old THEN 'solved' ELSE '' END,
        CASE WHEN old THEN registered_at + interval '1 day' END, CASE WHEN old THEN clerk_id END, ''
    FROM (SELECT *, registered_at < now() - interval '4 days' AS old FROM windows_case) c
    WHERE contract_id = {{contract}} AND (id % 250 = 1 OR {IS_PLANTED})
"""
ASSISTS = f"""
    INSERT INTO windows_assistorder (
        {SERVICE}, kind, "group", company, wish, helper_id, commission, state, started_at, ended_at, outcome,
        signed_off_by
    )
    SELECT {SERVED.format(mark="'BD'")}, 'guide', '', '', '帮助填写申请表', clerk_id, '',
        CASE WHEN old THEN 'finished' ELSE 'assigned' END, CASE WHEN old THEN registered_at + interval '5 minutes' END,
        CASE WHEN old THEN registered_at + interval '25 minutes' END, CASE WHEN old THEN '已填写完成' ELSE '' END, ''
    FROM (SELECT *, registered_at < now() - interval '2 days' AS old FROM windows_case) c
    WHERE contract_id = {{contract}} AND (id % 50 = 3 OR {IS_PLANTED})
"""
CROSSED = f"""
    INSERT INTO windows_crossregioncase (
        {SERVICE}, direction, kind, mode, other_hall, case_id, identity_checked, state, received_at, papers_tracking,
        concluded_at, result_tracking, signed_at, return_reason
    )
    SELECT {SERVED.format(mark="'KY'")}, 'out', 'national', 'online', '外地政务大厅', id, true,
        CASE WHEN old THEN 'signed' ELSE 'received' END, registered_at, '',
        CASE WHEN old THEN registered_at + interval '2 days' END, '',
        CASE WHEN old THEN registered_at + interval '3 days' END, ''
    FROM (SELECT *, registered_at < now() - interval '4 days' AS old FROM windows_case) c
    WHERE contract_id = {{contract}} AND (id % 50 = 7 OR {IS_PLANTED})
"""
SPECIALS = f"""
    INSERT INTO windows_specialservice (
        {SERVICE}, kind, scheduled_at, clerk_id, state, started_at, ended_at, outcome
    )
    SELECT {SERVED.format(mark="'YS'")}, 'appointment', registered_at, clerk_id,
        CASE WHEN old THEN 'served' ELSE 'booked' END, CASE WHEN old THEN registered_at END,
        CASE WHEN old THEN registered_at + interval '20 minutes' END, CASE WHEN old THEN '已办结' ELSE '' END
    FROM (SELECT *, registered_at < now() - interval '1 day' AS old FROM windows_case) c
    WHERE contract_id = {{contract}} AND (id % 100 = 11 OR {IS_PLANTED})
"""
CLAIMS = f"""
    INSERT INTO windows_benefitclaim (
        {SERVICE}, policy, credit_code, amount_yuan, due_on, state, reviewed_at, paid_on, paid_yuan, reason
    )
    SELECT {SERVED.format(mark="'HQ'")}, '稳岗补贴', '', 3000, day + 10, CASE WHEN old THEN 'paid' ELSE 'received' END,
        CASE WHEN old THEN registered_at + interval '2 days' END, CASE WHEN old THEN day + 3 END,
        CASE WHEN old THEN 3000 END, ''
    FROM (SELECT *, registered_at < now() - interval '4 days' AS old FROM windows_case) c
    WHERE contract_id = {{contract}} AND (id % 100 = 13 OR {IS_PLANTED})
"""
TICKETS = """
    INSERT INTO windows_queueticket (
        contract_id, venue_id, day, number, window_id, operator, state, taken_at, called_at, finished_at
    )
    SELECT contract_id, venue_id, day, queue_ticket, window_id, '', 'served', registered_at - interval '9 minutes',
        registered_at - interval '1 minute', registered_at + interval '6 minutes'
    FROM windows_case WHERE contract_id = {contract} AND id % 2 = 0
"""
BATCHES = f"""
    INSERT INTO windows_handover (
        uid, contract_id, venue_id, department_id, direction, day, serial, number, state, way, messenger_name, carrier,
        tracking_number, note, made_at, made_by_id, sent_at, sent_by_id, closed_at, closed_by_id
    )
    SELECT gen_random_uuid(), contract_id, venue_id, department_id, 'out', day, serial, 'JJ-' || day || '-' || serial,
        'closed', 'messenger', '陈师傅', '', '', '', made_at, clerk, made_at, clerk, made_at + interval '1 hour', clerk
    FROM (
        SELECT contract_id, venue_id, department_id, {LOCAL.format("transferred_at")} AS day,
            min(transferred_at) AS made_at, min(clerk_id) AS clerk,
            row_number() OVER (PARTITION BY {LOCAL.format("transferred_at")} ORDER BY department_id) AS serial
        FROM windows_case WHERE contract_id = {{contract}} AND transferred_at IS NOT NULL GROUP BY 1, 2, 3, 4
    ) found
"""
LINES = f"""
    INSERT INTO windows_handoverline (
        batch_id, case_id, contract_id, department_id, item_id, made_at, position, kind, papers, reason, ours_at,
        ours_by_id, theirs_at, theirs_by_id, outcome, note
    )
    SELECT b.id, c.id, b.contract_id, b.department_id, c.item_id, b.made_at, 1, 'papers',
        '[]', '', c.transferred_at, c.clerk_id, c.transferred_at, c.clerk_id,
        'confirmed', ''
    FROM windows_case c JOIN windows_handover b ON b.contract_id = c.contract_id AND b.venue_id = c.venue_id
        AND b.department_id = c.department_id AND b.day = {LOCAL.format("c.transferred_at")}
    WHERE c.contract_id = {{contract}} AND c.transferred_at IS NOT NULL
"""
ISSUANCES = f"""
    INSERT INTO windows_issuance (
        uid, contract_id, case_id, item_id, department_id, bundle, day, way, collector, collector_name,
        collector_id_kind, authority, note, at, by_id, undone_why
    )
    SELECT gen_random_uuid(), contract_id, id, item_id, department_id, gen_random_uuid(),
        {LOCAL.format("issued_at")}, 'counter', 'applicant',
        applicant_name, '', '', '', issued_at, clerk_id, ''
    FROM windows_case WHERE contract_id = {{contract}} AND issued_at IS NOT NULL AND delivery = 'counter'
"""
# the seeded hall has papers of its last days only
PAPERS = """
    INSERT INTO windows_casematerial (
        case_id, position, name, form, copies, necessity, taken, received, received_at, note
    )
    SELECT c.id, n, '存档材料', 'copy', 1, 'required', 'paper', 1, c.registered_at, ''
    FROM windows_case c CROSS JOIN generate_series(1, 2) n
    WHERE c.contract_id = {contract} AND NOT EXISTS (SELECT 1 FROM windows_casematerial m WHERE m.case_id = c.id)
    ORDER BY c.id, n
"""
ASKED = {"casematerial": "SELECT EXISTS (SELECT 1 FROM windows_casematerial WHERE name = '存档材料')"}
TABLES = {
    "casematerial": PAPERS,
    "fee": FEES, "consultation": CONSULTATIONS, "complaint": COMPLAINTS, "unresolvedmatter": MATTERS,
    "assistorder": ASSISTS, "crossregioncase": CROSSED, "specialservice": SPECIALS, "benefitclaim": CLAIMS,
    "queueticket": TICKETS, "handover": BATCHES, "handoverline": LINES, "issuance": ISSUANCES,
}  # fmt: skip


def main() -> None:
    ready()
    from django.db import connection

    from contracts.models import Contract

    contract, written = Contract.objects.get(slug="bench"), {}
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        for name, statement in TABLES.items():
            cursor.execute(ASKED.get(name, f"SELECT EXISTS (SELECT 1 FROM windows_{name})"))
            if not cursor.fetchone()[0]:
                cursor.execute(statement.format(contract=contract.pk))
                written[name] = cursor.rowcount
                cursor.execute(f"VACUUM ANALYZE windows_{name}")
    print(json.dumps(written))


if __name__ == "__main__":
    main()
