-- it: Che cosa contiene la base dati di ogni ente: piani, pagine, obiettivi, e la quota di parole ritrovate?
-- en: What does the database hold of each body: plans, pages, objectives, and the share of words that found a place?
-- param entity VARCHAR = '': ente, parte del nome o id · body, part of its name or id
WITH words_of AS (
    SELECT plan_id, sum(words) AS words, sum(in_records) AS in_records, sum(unclaimed) AS unclaimed
    FROM page_ledger
    GROUP BY plan_id
)
SELECT
    e.name AS entity,
    p.kind,
    p.year_from,
    p.year_to,
    p.status,
    p.page_count AS pages,
    q.objectives,
    q.phases,
    q.indicators,
    w.words,
    round(100 * w.in_records / nullif(w.words, 0), 1) AS in_records,
    round(100 - 100 * w.unclaimed / nullif(w.words, 0), 1) AS placed,
    p.error,
    p.file_name
FROM plans AS p
LEFT JOIN entities AS e ON e.entity_id = p.entity_id
LEFT JOIN v_plan_quality AS q ON q.plan_id = p.plan_id
LEFT JOIN words_of AS w ON w.plan_id = p.plan_id
WHERE concat(e.name, ' ', e.entity_id) ILIKE '%' || $entity || '%'
ORDER BY e.name NULLS LAST, p.year_from, p.file_name;
