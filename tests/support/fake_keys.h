#pragma once

#include "engine/api/key_browser.h"

#include <QSet>

#include <optional>

namespace tongdai::testing {

/// A Redis without an engine, in pages of two keys. GUI thread.
class FakeKeys final : public api::KeyBrowser {
    Q_OBJECT
public:
    api::Asked<api::KeyPage> step(const QByteArray& from, const QByteArray& match) override
    {
        matches.push_back(match);
        if (isAway) return api::answered<api::KeyPage>(api::DeskFailure{api::DeskError::StoreDown, {}});
        api::KeyPage page;
        const size_t first = size_t(from.toInt());
        for (size_t i = first; i < std::min(first + 2, keys.size()); ++i)
            page.keys.push_back(keys[i]);
        page.next = first + 2 < keys.size() ? QByteArray::number(first + 2) : QByteArrayLiteral("0");
        page.looked = 2;
        page.inAll = qint64(keys.size());
        return api::answered<api::KeyPage>(page);
    }
    api::Asked<api::KeyValue> value(const QByteArray& key, const QByteArray& from) override
    {
        asked.push_back(key);
        if (held) return api::answered<api::KeyValue>(*held);
        api::KeyValue value;
        value.type = QByteArrayLiteral("list");
        value.rows = {{from.isEmpty() ? QByteArrayLiteral("0") : from, QByteArrayLiteral("value of ") + key}};
        value.next = from.isEmpty() ? QByteArrayLiteral("1") : QByteArray();
        return api::answered<api::KeyValue>(value);
    }

    api::Asked<api::LeftoverPage> leftovers(const QByteArray&) override
    {
        if (isAway) return api::answered<api::LeftoverPage>(api::DeskFailure{api::DeskError::StoreDown, {}});
        api::LeftoverPage page;
        page.found = leftBehind;
        page.next = QByteArrayLiteral("0");
        page.looked = page.inAll = qint64(keys.size());
        page.maySweep = maySweep;
        return api::answered<api::LeftoverPage>(page);
    }
    api::Asked<int> sweep(const std::vector<QByteArray>& names) override
    {
        swept.insert(swept.end(), names.begin(), names.end());
        const QSet<QByteArray> ended(names.begin(), names.end());
        std::erase_if(leftBehind, [&ended](const api::Leftover& each) { return ended.contains(each.name); });
        return api::answered<int>(int(names.size()));
    }

    std::vector<api::Leftover> leftBehind;
    bool maySweep = true;
    std::vector<QByteArray> swept;
    std::optional<api::KeyValue> held;  ///< what every key holds
    std::vector<api::SeenKey> keys;
    std::vector<QByteArray> matches;
    std::vector<QByteArray> asked;
    bool isAway = false;
};

}  // namespace tongdai::testing
