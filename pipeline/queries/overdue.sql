-- it: Quali fasi sono scadute a una data e non risultano concluse?
-- en: Which phases are past their end on a day and not said to be done?
-- param date DATE = current_date: il giorno · the day
-- param entity VARCHAR = '': ente, parte del nome o id · body, part of its name or id
SELECT
    due_date,
    date_diff('day', due_date, $date::DATE) AS days_late,
    entity,
    objective_code AS code,
    parent AS objective,
    what AS phase,
    responsible,
    status,
    page,
    file_name
FROM v_calendar
WHERE kind = 'phase'
    AND due_date < $date
    AND NOT regexp_matches(lower(coalesce(status, '')), '^\s*(conclus|complet|realizzat|raggiunt|fatt|eseguit|100)')
    AND concat(entity, ' ', entity_id) ILIKE '%' || $entity || '%'
ORDER BY due_date, entity, objective, phase;
