#include "engine/domain/imports/import_counts.h"

namespace tongdai {

ImportCounts& ImportCounts::operator+=(const ImportCounts& more)
{
    conversations += more.conversations;
    added += more.added;
    known += more.known;
    elsewhere += more.elsewhere;
    erased += more.erased;
    return *this;
}

ImportPeople importPeople(std::span<const ImportedLine> all)
{
    ImportPeople people;
    for (const ImportedLine& line : all) {
        std::set<SenderId>& known = people[line.conversation];
        if (!line.sender.isEmpty()) known.insert(line.sender);
    }
    return people;
}

}  // namespace tongdai
