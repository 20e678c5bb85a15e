#pragma once

#include "engine/domain/text/flat_text.h"

#include <QByteArray>
#include <QHash>

#include <vector>

namespace tongdai {

/// The names of Vietnam's provinces and districts: the 34 provinces of since July 2025, the 63 of before, and districts
/// of before (resources/gazetteer/vietnam.json). Immutable, any thread.
class Gazetteer {
public:
    /// @throws std::runtime_error when the text is no gazetteer
    explicit Gazetteer(const QByteArray& json);

    struct Province {
        QString name;  ///< as it was called by whoever wrote it: "Bình Dương"
        QString now;   ///< what that belongs to since July 2025: "Hồ Chí Minh"
    };
    struct District {
        QString name;      ///< with its kind: "Quận Bình Thạnh"
        QString province;  ///< a province of before
    };
    /// Found in a text, in its order; where one name is part of another the longer one.
    struct Match {
        qsizetype begin = 0;
        qsizetype end = 0;
        std::vector<Province> provinces;  ///< one or none
        std::vector<District> districts;  ///< several have the same name
    };
    std::vector<Match> find(const FlatText& text) const;

    /// By its plain name, with or without its kind.
    std::vector<District> districtsNamed(const QString& plain) const { return m_districts.value(plain); }
    std::vector<Province> provincesNamed(const QString& plain) const { return m_provinces.value(plain); }
    QString nowOf(const QString& province) const;

private:
    void addProvince(const QString& name, const Province& province);
    void addDistrict(const District& district);

    QHash<QString, std::vector<Province>> m_provinces;
    QHash<QString, std::vector<District>> m_districts;
    int m_mostWords = 1;
};

}  // namespace tongdai
