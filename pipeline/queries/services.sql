-- it: Quali servizi hanno gli enti, e con quali standard di qualità?
-- en: What services do bodies have, and to what standards?
-- param entity VARCHAR = '': ente, parte del nome o id · body, part of its name or id
SELECT
    e.name AS entity,
    p.year_from AS year,
    s.name AS service,
    s.responsible,
    i.dimension,
    i.indicator,
    i.target_raw AS standard,
    i.operator,
    i.value,
    i.target_unit AS unit,
    i.achieved_raw AS achieved,
    coalesce(i.page, s.page) AS page,
    p.file_name
FROM services AS s
JOIN plans AS p USING (plan_id)
LEFT JOIN entities AS e ON e.entity_id = s.entity_id
LEFT JOIN v_indicators AS i ON i.service_id = s.service_id AND NOT i.repeated
WHERE concat(e.name, ' ', e.entity_id) ILIKE '%' || $entity || '%'
ORDER BY e.name, year, s.position, i.position;
