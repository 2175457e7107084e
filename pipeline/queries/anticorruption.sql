-- it: Quali obiettivi riguardano la trasparenza e la prevenzione della corruzione?
-- en: Which objectives are about transparency and the prevention of corruption?
-- param entity VARCHAR = '': ente, parte del nome o id · body, part of its name or id
-- param year INTEGER = NULL: anno coperto dal piano · year that the plan covers
SELECT entity, year_from AS year, code, title, money, phases, indicators, due_date, page, file_name
FROM v_topics
WHERE topic = 'anticorruption'
    AND concat(entity, ' ', entity_id) ILIKE '%' || $entity || '%'
    AND ($year::INTEGER IS NULL OR $year BETWEEN year_from AND coalesce(year_to, year_from))
ORDER BY entity, year, position;
