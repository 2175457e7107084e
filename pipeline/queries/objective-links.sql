-- it: Che ne è stato degli obiettivi di un ente da un piano al successivo, secondo la tabella objective_links?
-- en: What became of a body's objectives from one plan to the next, as the table objective_links has it?
-- param entity VARCHAR = '': ente, parte del nome o id · body, part of its name or id
-- param kind VARCHAR = '': same, renamed, continued, split, dropped, new · one kind only
SELECT
    e.name AS entity,
    a.year_from AS year_from,
    b.year_from AS year_to,
    l.kind,
    l.title_from,
    l.title_to,
    l.score,
    array_to_string(l.changes, '; ') AS changes,
    a.file_name AS file_from,
    b.file_name AS file_to
FROM objective_links AS l
JOIN plans AS a ON a.plan_id = l.plan_from
JOIN plans AS b ON b.plan_id = l.plan_to
LEFT JOIN entities AS e ON e.entity_id = l.entity_id
WHERE concat(e.name, ' ', e.entity_id) ILIKE '%' || $entity || '%'
    AND ($kind = '' OR l.kind = $kind)
ORDER BY entity, year_from, l.kind, coalesce(l.title_from, l.title_to);
