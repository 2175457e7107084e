-- it: Che cosa scade nel trimestre di una data: fasi e target?
-- en: What is due in the quarter of a day: phases and targets?
-- param date DATE = current_date: un giorno del trimestre · a day of the quarter
-- param entity VARCHAR = '': ente, parte del nome o id · body, part of its name or id
SELECT
    due_date,
    kind,
    entity,
    objective_code AS code,
    parent AS objective,
    what,
    responsible,
    page,
    file_name
FROM v_calendar
WHERE due_date >= date_trunc('quarter', $date::DATE)
    AND due_date < date_trunc('quarter', $date::DATE) + INTERVAL 3 MONTH
    AND concat(entity, ' ', entity_id) ILIKE '%' || $entity || '%'
ORDER BY due_date, kind, entity, objective, what;
