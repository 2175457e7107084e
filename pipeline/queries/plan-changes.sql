-- it: Che cosa è cambiato tra due piani? Obiettivi nuovi, non più presenti, rinominati (stesso codice, titolo simile) e
--     con target diversi. Senza parametri: ogni piano e il successivo dello stesso ente, le relazioni escluse.
-- en: What changed between two plans? Objectives that are new, dropped, renamed (same code, like title) or have other
--     targets. Without parameters: each plan and the next one of its body, reports left out.
-- param old VARCHAR = '': piano precedente: inizio dell'id, o parte del file · earlier plan: start of id, or part of file
-- param new VARCHAR = '': piano successivo, allo stesso modo · later plan, likewise
-- param all BOOLEAN = false: anche gli obiettivi invariati · the unchanged ones too
WITH pairs AS (
    SELECT a.plan_id AS old_plan, b.plan_id AS new_plan
    FROM plans AS a
    JOIN plans AS b
        ON a.plan_id <> b.plan_id
        AND (
            ($old <> '' AND $new <> '')
            OR (
                a.entity_id = b.entity_id
                AND a.year_from < b.year_from
                AND 'RELAZIONE_PERFORMANCE' NOT IN (coalesce(a.kind, ''), coalesce(b.kind, ''))
            )
        )
    WHERE (a.plan_id ILIKE $old || '%' OR a.file_name ILIKE '%' || $old || '%')
        AND (b.plan_id ILIKE $new || '%' OR b.file_name ILIKE '%' || $new || '%')
    QUALIFY row_number() OVER (PARTITION BY a.plan_id ORDER BY b.year_from, b.plan_id) = 1
),
target_texts AS (
    SELECT plan_id, objective_key, string_agg(indicator || ': ' || target_raw, ' | ' ORDER BY indicator) AS targets
    FROM v_indicators
    WHERE NOT repeated
    GROUP BY plan_id, objective_key
),
cards AS (
    SELECT
        o.*,
        strip_accents(lower(o.title)) AS folded,
        t.targets
    FROM v_distinct_objectives AS o
    LEFT JOIN target_texts AS t USING (plan_id, objective_key)
),
candidates AS (
    SELECT
        p.old_plan,
        p.new_plan,
        a.objective_key AS old_key,
        b.objective_key AS new_key,
        jaro_winkler_similarity(a.folded, b.folded) AS likeness
    FROM pairs AS p
    JOIN cards AS a ON a.plan_id = p.old_plan
    JOIN cards AS b
        ON b.plan_id = p.new_plan
        AND (a.folded = b.folded OR (a.code = b.code AND jaro_winkler_similarity(a.folded, b.folded) >= 0.8))
),
matched AS (
    -- each objective has at most one partner: the likeliest
    SELECT *
    FROM candidates
    QUALIFY row_number() OVER (PARTITION BY old_plan, old_key ORDER BY likeness DESC, new_key) = 1
        AND row_number() OVER (PARTITION BY old_plan, new_key ORDER BY likeness DESC, old_key) = 1
),
rows_of AS (
    SELECT old_plan, new_plan, old_key, new_key FROM matched
    UNION ALL
    SELECT p.old_plan, p.new_plan, c.objective_key, NULL
    FROM pairs AS p
    JOIN cards AS c ON c.plan_id = p.old_plan
    WHERE (p.old_plan, c.objective_key) NOT IN (SELECT (old_plan, old_key) FROM matched)
    UNION ALL
    SELECT p.old_plan, p.new_plan, NULL, c.objective_key
    FROM pairs AS p
    JOIN cards AS c ON c.plan_id = p.new_plan
    WHERE (p.old_plan, c.objective_key) NOT IN (SELECT (old_plan, new_key) FROM matched)
),
compared AS (
    SELECT
        coalesce(b.entity, a.entity) AS entity,
        CASE
            WHEN r.old_key IS NULL THEN 'new'
            WHEN r.new_key IS NULL THEN 'dropped'
            WHEN a.folded <> b.folded AND a.targets IS DISTINCT FROM b.targets THEN 'renamed, other targets'
            WHEN a.folded <> b.folded THEN 'renamed'
            WHEN a.targets IS DISTINCT FROM b.targets THEN 'other targets'
            ELSE 'unchanged'
        END AS change,
        coalesce(b.code, a.code) AS code,
        a.title AS old_title,
        b.title AS new_title,
        a.targets AS old_targets,
        b.targets AS new_targets,
        a.page AS old_page,
        b.page AS new_page,
        old_file.file_name AS old_file,
        new_file.file_name AS new_file
    FROM rows_of AS r
    JOIN plans AS old_file ON old_file.plan_id = r.old_plan
    JOIN plans AS new_file ON new_file.plan_id = r.new_plan
    LEFT JOIN cards AS a ON a.plan_id = r.old_plan AND a.objective_key = r.old_key
    LEFT JOIN cards AS b ON b.plan_id = r.new_plan AND b.objective_key = r.new_key
)
SELECT *
FROM compared
WHERE change <> 'unchanged' OR $all
ORDER BY entity, old_file, change, coalesce(new_title, old_title);
