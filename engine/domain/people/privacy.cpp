#include "engine/domain/people/privacy.h"

namespace tongdai {

using namespace Qt::StringLiterals;

std::vector<LeftPlace> placesNotReached()
{
    std::vector<LeftPlace> places;
    for (const QString& place : {u"platform"_s, u"AI service"_s, u"backups"_s, u"exported files"_s})
        places.push_back({place, LeftPlace::Why::NotReached});
    return places;
}

}  // namespace tongdai
