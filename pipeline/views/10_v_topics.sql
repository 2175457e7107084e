-- it: Gli obiettivi distinti di alcuni argomenti, riconosciuti dalle parole di scheda, fasi e indicatori.
-- en: Distinct objectives of some topics, told by the words of card, phases and indicators.
CREATE OR REPLACE VIEW v_topics AS
WITH topics (topic, pattern) AS (
    VALUES
    ('anticorruption', 'corruzion|anticorruz|trasparenza|accesso civico|whistleblow|\bptpct?\b'),
    ('digital', 'digital|informatizza|dematerializz|\bspid\b|\bpago ?pa\b|\bapp io\b|\bpdnd\b|\bcloud\b|\bon-?line\b|cybersicur'),
    ('pnrr', '\bpnrr\b|piano nazionale (di|per la) ripresa|next ?generation')
),
told AS (
    SELECT DISTINCT t.topic, o.plan_id, o.objective_key
    FROM v_objectives AS o
    JOIN v_objective_texts AS x USING (plan_id, objective_id)
    JOIN topics AS t ON regexp_matches(strip_accents(lower(x.text)), t.pattern)
)
SELECT
    t.topic,                            -- argomento · topic
    o.entity_id,                        -- id ente · id of the body
    o.entity,                           -- ente · name of the body
    o.year_from,                        -- primo anno del piano · first year of the plan
    o.year_to,                          -- ultimo anno del piano · last year of the plan
    o.position,                         -- ordine nel piano · order in the plan
    o.code,                             -- codice · code
    o.title,                            -- titolo · title
    o.money,                            -- risorse, euro · money, euro
    o.n_phases AS phases,               -- fasi · phases
    o.n_indicators AS indicators,       -- indicatori · indicators
    o.due_date,                         -- ultima scadenza · last due date
    o.page,                             -- pagina · page
    o.file_name                         -- file del piano · file of the plan
FROM v_distinct_objectives AS o
JOIN told AS t USING (plan_id, objective_key);
