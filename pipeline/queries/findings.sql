-- it: Quali rilievi sono stati fatti, quanti per ciascun codice e piano, e a quali pagine?
-- en: What was found, how often by code and plan, and on which pages?
-- param entity VARCHAR = '': ente, parte del nome o id · body, part of its name or id
-- param level VARCHAR = '': error, warning, info · one level only
SELECT
    e.name AS entity,
    p.file_name,
    f.level,
    f.code,
    count(*) AS findings,
    array_to_string(list_sort(list(DISTINCT f.page) FILTER (f.page IS NOT NULL)), ', ') AS pages
FROM findings AS f
JOIN plans AS p USING (plan_id)
LEFT JOIN entities AS e ON e.entity_id = p.entity_id
WHERE concat(e.name, ' ', e.entity_id) ILIKE '%' || $entity || '%'
    AND ($level = '' OR f.level = $level)
GROUP BY e.name, p.file_name, f.level, f.code
ORDER BY entity NULLS LAST, p.file_name, list_position(['error', 'warning', 'info'], f.level), f.code;
