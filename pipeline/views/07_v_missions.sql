-- it: Obiettivi, pesi e denaro per missione (D.lgs. 118/2011) ed ente. Gli obiettivi sono contati una volta per
--     objective_key; una somma ripetuta in più obiettivi diversi vale in ciascuno (vedi i rilievi del piano).
-- en: Objectives, weights and money by mission (D.lgs. 118/2011) and body. Objectives are counted once for each
--     objective_key; an amount that several objectives repeat counts in each of them (see the plan's findings).
CREATE OR REPLACE VIEW v_missions AS
SELECT
    mission_code,                       -- codice missione, NULL se ignoto · mission code, NULL where unknown
    coalesce(any_value(mission_name), min(mission))
        AS mission,                     -- missione: nome di legge, altrimenti stampato · its name in the law, else as printed
    entity_id,                          -- id ente · id of the body
    entity,                             -- ente · name of the body
    year_from,                          -- primo anno del piano · first year of the plan
    count(*) AS objectives,             -- obiettivi distinti · distinct objectives
    sum(weight) AS weight,              -- somma dei pesi · sum of weights
    round(avg(weight), 2)
        AS mean_weight,                 -- peso medio · mean weight
    sum(money) AS money,                -- risorse, euro: scheda o capitoli di spesa · euro: card or expenditure chapters
    sum(revenue) AS revenue,            -- capitoli di entrata, euro · revenue chapters, euro
    count(money) AS with_money          -- obiettivi con una somma · objectives with an amount
FROM v_distinct_objectives
WHERE coalesce(mission_code, mission) IS NOT NULL
GROUP BY mission_code, coalesce(mission_code, lower(mission)), entity_id, entity, year_from;
