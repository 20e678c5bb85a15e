#pragma once

#include <QString>

#include <vector>

namespace tongdai {

/// A text beside its plain form, letter for letter: small, without marks, đ as d. A place in one is the same place in
/// the other, which search forms (fold_text.h) do not promise.
struct FlatText {
    QString text;
    QString plain;
    bool hasMarks = false;  ///< Vietnamese is written with its marks

    explicit FlatText(QStringView text);
    FlatText() = default;
    FlatText part(qsizetype begin, qsizetype end) const;
    /// Whether what stands there is this word: where marks are used it must have its own ("phường", not "Phương").
    bool says(qsizetype begin, qsizetype size, QStringView word) const;
};

/// The word as it is written in names: "nguyễn thị lan" → "Nguyễn Thị Lan". What has capitals already stays.
QString capitalised(QStringView words);

}  // namespace tongdai
