-- it: Quanto è ben costruito ogni piano: quote (0-100) degli obiettivi distinti, contati per objective_key. Misurabile è un
--     obiettivo con almeno un indicatore che ha per target un numero o una data. NULL dove non c'è nulla da contare.
-- en: How well each plan is built: shares (0-100) of distinct objectives, counted by objective_key. An objective is
--     measurable when at least one of its indicators has a number or a date for target. NULL where nothing is counted.
CREATE OR REPLACE VIEW v_plan_quality AS
SELECT
    p.entity_id,                        -- id ente · id of the body
    e.name AS entity,                   -- ente · name of the body
    p.plan_id,                          -- id piano · id of the plan
    p.file_name,                        -- file del piano · file of the plan
    p.kind AS plan_kind,                -- tipo di piano · kind of plan
    p.year_from,                        -- primo anno del piano · first year of the plan
    p.year_to,                          -- ultimo anno del piano · last year of the plan
    count(o.objective_key)
        AS objectives,                  -- obiettivi distinti · distinct objectives
    coalesce(sum(o.n_phases), 0)::BIGINT
        AS phases,                      -- fasi · phases
    coalesce(sum(o.n_indicators), 0)::BIGINT
        AS indicators,                  -- indicatori degli obiettivi · indicators of objectives
    round(sum(o.n_phases) / count(o.objective_key), 2)
        AS phases_per_objective,        -- fasi per obiettivo · phases per objective
    round(sum(o.n_indicators) / count(o.objective_key), 2)
        AS indicators_per_objective,    -- indicatori per obiettivo · indicators per objective
    round(100 * avg((o.n_indicators > 0)::INTEGER), 1)
        AS with_indicators,             -- % di obiettivi con indicatori · % of objectives with indicators
    round(100 * avg((o.n_measurable > 0)::INTEGER), 1)
        AS with_measurable,             -- % di obiettivi misurabili · % of objectives with measurable indicators
    round(100 * avg((o.n_with_baseline > 0)::INTEGER), 1)
        AS with_baseline,               -- % di obiettivi con un valore di partenza · % of objectives with a baseline
    round(100 * count(o.due_date) / nullif(count(o.objective_key), 0), 1)
        AS with_due_date,               -- % di obiettivi con una scadenza · % of objectives with a due date
    round(100 * sum(o.n_yes_no) / nullif(sum(o.n_with_target), 0), 1)
        AS yes_no                       -- % sì/no tra gli indicatori con target · % yes/no of indicators with a target
FROM plans AS p
LEFT JOIN entities AS e ON e.entity_id = p.entity_id
LEFT JOIN v_distinct_objectives AS o ON o.plan_id = p.plan_id
WHERE p.status <> 'failed'
GROUP BY ALL;
