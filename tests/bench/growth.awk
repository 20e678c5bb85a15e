# What a whole turn costs by the number of conversations: the lowest of its runs, as noise only adds.
function json(name,    part)
{
    if (match($0, "\"" name "\":(\"[^\"]*\"|[-0-9.e+]+)") == 0) return ""
    part = substr($0, RSTART, RLENGTH)
    sub(/^"[^"]*":/, "", part)
    gsub(/"/, "", part)
    return part
}
BEGIN {
    printf "%-10s %14s %11s %13s %11s %12s\n", "store", "conversations", "own CPU us", "server CPU us", "statements", "round trips"
}
FNR == 1 { store = FILENAME; sub(/.*growth_/, "", store); sub(/\.txt$/, "", store); split(store, part, "_") }
/"run":"whole turns"/ {
    key = part[1] " " part[2]
    if (!(key in own)) order[++count] = key
    if (!(key in own) || json("cpu_us_per_message") + json("server_cpu_us_per_message") < own[key] + server[key]) {
        own[key] = json("cpu_us_per_message")
        server[key] = json("server_cpu_us_per_message")
        statements[key] = json("statements_per_message")
        trips[key] = json("round_trips_per_message")
    }
}
END {
    for (i = 1; i <= count; ++i) {
        split(order[i], of, " ")
        printf "%-10s %14d %11.1f %13.1f %11.2f %12.2f\n", of[1], of[2], own[order[i]], server[order[i]], \
            statements[order[i]], trips[order[i]]
    }
}
