# The output of every benchmark as one table: what, how many a second, p50 and p99 in ms, CPU microseconds each.
function row(what, rate, p50, p99, cpu)
{
    printf "%-58s %11s %9s %9s %11s\n", what, rate, p50, p99, cpu
}
# The value of a field in a line of JSON.
function json(name,    part)
{
    if (match($0, "\"" name "\":(\"[^\"]*\"|[-0-9.e+]+)") == 0) return ""
    part = substr($0, RSTART, RLENGTH)
    sub(/^"[^"]*":/, "", part)
    gsub(/"/, "", part)
    return part
}
function between(text, before, after,    rest)
{
    if (index(text, before) == 0) return ""
    rest = substr(text, index(text, before) + length(before))
    return substr(rest, 1, index(rest, after) - 1)
}
function round(value, digits)
{
    return value == "" ? "" : sprintf("%." digits "f", value)
}
BEGIN { row("", "per second", "p50 ms", "p99 ms", "CPU us each") }
FNR == 1 { file = FILENAME; sub(/.*\//, "", file); sub(/\.txt$/, "", file) }

file == "http" && / req\/s / {
    name = substr($0, 1, 28)
    sub(/ +$/, "", name)
    split(substr($0, 29), part, /[ ]+/)
    row("HTTP alone: " name, part[2], round(part[5] / 1000, 2), round(part[8] / 1000, 2), part[11])
}
file == "history" && /^\{/ {
    row("durable store: " json("run"), json("messages_per_second"), round(json("p50_ms"), 2), round(json("p99_ms"), 2),
        round(json("cpu_us_per_message"), 1))
}
file == "history_pages" && /^\{/ {
    row("history page, " json("row"), "", round(json("p50") / 1000, 2), round(json("p99") / 1000, 2), "")
}
file ~ /^pipeline/ && /^live state/ { backend = between($0, "live state: ", ",") }
file ~ /^pipeline/ && $1 ~ /^[0-9]+$/ && NF == 11 {
    row("pipeline (" backend "): " $2 " at once, " $1 " conversations", $4, $5, $6, $7)
}
file == "redis" && /^"/ {
    split($0, part, ",")
    gsub(/"/, "", part[1])
    sub(/\/real_time$/, "", part[1])
    split(part[1], key, "/")
    row("Redis: " key[1] ", " key[2] " at once", round(part[7], 0), "", "", "")
}
file == "socketio" && /^acks:/ {
    row("Socket.IO acknowledged sends:" between($0, "acks:", " each:"), between($0, "each: ", "/s"),
        between($0, "p50 ", " ms"), between($0, "p99 ", " ms"), between($0, "CPU ", " us"))
}
file == "socketio" && /^fan-out:/ {
    row("Socket.IO fan-out:" between($0, "fan-out:", ":"), between($0, "flight: ", " deliveries"), "", "",
        between($0, "CPU ", " us"))
}
file == "socketio" && /^idle:.*KiB/ { row("Socket.IO idle:" between($0, "idle:", " in ") between($0, "s,", " and") " each", "", "", "", "") }
file == "chat" && /^sends:/ {
    row("chat on SQLite, acknowledged sends:" between($0, "sends:", " each:"), between($0, "each: ", "/s"),
        between($0, "p50 ", " ms"), between($0, "p99 ", " ms"), between($0, "CPU ", " us"))
}
file == "chat" && /^room:/ {
    row("chat room:" between($0, "room:", ":"), between($0, "members: ", " deliveries"), "", "", between($0, "CPU ", " us"))
}
file == "chat" && /^idle:/ { row("chat idle:" between($0, "idle:", " each") " each", "", "", "", "") }
file == "ui" && /cpu p50/ {
    name = substr($0, 1, 42)
    sub(/ +$/, "", name)
    wall = substr($0, index($0, "wall"))
    split(wall, part, /[ ]+/)
    row("screen: " name, "", part[3], part[5], round(between($0, "p50", "p99") * 1000, 0))
}

file == "events" && /"bench":"events"/ {
    row("events read and drawn, " json("missed") " missed", json("per_second"), json("frame_p50_ms"), json("frame_p99_ms"),
        json("cpu_us_each"))
}
file == "stats_page" && /^\{/ { row("Stats page, " json("what"), "", json("p50_ms"), json("p99_ms"), "") }
file == "metrics" && /^\{/ {
    row("scrape of /metrics, under load", "", json("p50_ms"), json("p99_ms"), round(json("loop_ms_under_load") * 1000, 0))
    row("scrape of /metrics, nothing else", "", "", "", round(json("loop_ms_idle") * 1000, 0))
}
