#include "ui/live/thread/thread_block.h"

// What a line brought besides text: in words, and as small pictures once somebody has asked to see them.
namespace tongdai {
namespace {

class PictureWords {
    Q_DECLARE_TR_FUNCTIONS(tongdai::ThreadBlock)
};

}  // namespace

void ThreadBlock::layAttachments()
{
    int offered = 0;
    bool isComing = false;
    bool hasFailed = false;
    for (const AttachmentWords::Attachment& one : m_content.attachments) {
        addNote(one.words, ColorRole::Text, Glyph::Link);
        if (!one.isPicture || !m_content.pictures || !PictureShelf::mayFetch(one.url)) continue;
        switch (m_content.pictures->state(one.url)) {
            case PictureShelf::State::Here: addPicture(m_content.pictures->picture(one.url)); break;
            case PictureShelf::State::Coming: isComing = true; break;
            case PictureShelf::State::Failed: hasFailed = true; [[fallthrough]];
            case PictureShelf::State::Unknown: ++offered; break;
        }
    }
    if (isComing) addNote(PictureWords::tr("Loading the picture…"), ColorRole::SecondaryText);
    if (hasFailed) addNote(PictureWords::tr("The picture could not be loaded."), ColorRole::Attention, Glyph::Alert);
    if (offered > 0)
        addButtons({{Part::ShowPictures, hasFailed ? PictureWords::tr("Try again")
                                                   : PictureWords::tr("Show %Ln picture(s)", nullptr, offered)}});
}

void ThreadBlock::addPicture(const QImage& picture)
{
    Note note;
    note.picture = picture;
    note.size = picture.size();
    if (note.size.width() > textWidth()) note.size.scale(textWidth(), note.size.height(), Qt::KeepAspectRatio);
    note.top = m_height - kPadY + 2;
    m_height += note.size.height() + 6;
    m_notes.push_back(std::move(note));
}

}  // namespace tongdai
