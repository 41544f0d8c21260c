// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ts/content.h"

#include "core/ts/packet.h"

namespace vigie::ts {
namespace {

constexpr std::uint32_t fourCc(const char (&text)[5]) {
    return (static_cast<std::uint32_t>(static_cast<unsigned char>(text[0])) << 24) |
           (static_cast<std::uint32_t>(static_cast<unsigned char>(text[1])) << 16) |
           (static_cast<std::uint32_t>(static_cast<unsigned char>(text[2])) << 8) |
           static_cast<unsigned char>(text[3]);
}

/// What the descriptors of a stream say, before its type is looked at.
struct Hints {
    std::uint32_t registration = 0;
    std::string_view name;
    StreamClass streamClass = StreamClass::Unknown;

    void tell(std::string_view what, StreamClass which) {
        if (name.empty()) {
            name = what;
            streamClass = which;
        }
    }
};

std::uint32_t registrationOf(Bytes descriptors) {
    std::uint32_t registration = 0;
    forEachDescriptor(descriptors, [&registration](std::uint8_t tag, Bytes body) {
        if (tag == 0x05 && body.size() >= 4 && registration == 0) {
            registration = be32(body.data());
        }
    });
    return registration;
}

void readLanguage(Bytes body, Content& content) {
    if (body.size() < 3 || !content.language.empty()) {
        return;
    }
    for (const std::uint8_t c : body.first(3)) {
        if (c < 0x20 || c >= 0x7f) {
            return;
        }
    }
    content.language.assign(body.begin(), body.begin() + 3);
}

/// metadata_descriptor (ISO/IEC 13818-1, 2.6.60): the identifiers of what it carries.
void readMetadata(Bytes body, Hints& hints) {
    constexpr std::size_t identifier = 4;
    const auto tell = [&hints](std::uint32_t format) {
        if (format == fourCc("ID3 ")) {
            hints.tell("ID3 metadata", StreamClass::Data);
        } else if (format == fourCc("KLVA")) {
            hints.tell("KLV metadata", StreamClass::Data);
        }
    };
    if (body.size() < 3) {
        return;
    }
    std::size_t at = 2;
    if (be16(body.data()) == 0xffff) {
        if (body.size() < at + identifier + 1) {
            return;
        }
        tell(be32(&body[at]));
        at += identifier;
    }
    if (body[at] == 0xff && body.size() >= at + 1 + identifier) {
        tell(be32(&body[at + 1]));
    }
}

/// extension_descriptor (EN 300 468, 6.4)
void readExtension(Bytes body, Hints& hints, Content& content) {
    if (body.empty()) {
        return;
    }
    switch (body[0]) {
    case 0x06: // supplementary_audio: language_code_present, then the language
        if (body.size() >= 5 && (body[1] & 0x01) != 0) {
            readLanguage(body.subspan(2), content);
        }
        break;
    case 0x0e:
        hints.tell("DTS-HD", StreamClass::Audio);
        break;
    case 0x15:
        hints.tell("AC-4", StreamClass::Audio);
        break;
    case 0x21:
        hints.tell("DTS-UHD", StreamClass::Audio);
        break;
    default:
        break;
    }
}

void readDescriptor(std::uint8_t tag, Bytes body, Hints& hints, Content& content) {
    switch (tag) {
    case 0x02: // video_stream: still_picture_flag
        content.mayBeStill = !body.empty() && (body[0] & 0x01) != 0;
        break;
    case 0x28: // AVC_video: AVC_still_present
        content.mayBeStill = body.size() >= 4 && (body[3] & 0x80) != 0;
        break;
    case 0x0a: // ISO_639_language
        readLanguage(body, content);
        content.isAuxiliaryAudio = body.size() >= 4 && body[3] != 0;
        break;
    case 0x46: // VBI teletext
    case 0x56:
        hints.tell("Teletext", StreamClass::Data);
        readLanguage(body, content);
        break;
    case 0x59:
        hints.tell("Subtitles", StreamClass::Data);
        readLanguage(body, content);
        break;
    case 0x45:
        hints.tell("VBI data", StreamClass::Data);
        break;
    case 0x6a:
        hints.tell("AC-3", StreamClass::Audio);
        break;
    case 0x7a:
        hints.tell("E-AC-3", StreamClass::Audio);
        break;
    case 0x7b:
        hints.tell("DTS", StreamClass::Audio);
        break;
    case 0x7c:
        hints.tell("AAC", StreamClass::Audio);
        break;
    case 0x26:
        readMetadata(body, hints);
        break;
    case 0x7f:
        readExtension(body, hints, content);
        break;
    default:
        break;
    }
}

void readRegistration(Hints& hints) {
    switch (hints.registration) {
    case fourCc("AC-3"):
        hints.tell("AC-3", StreamClass::Audio);
        break;
    case fourCc("EAC3"):
        hints.tell("E-AC-3", StreamClass::Audio);
        break;
    case fourCc("AC-4"):
        hints.tell("AC-4", StreamClass::Audio);
        break;
    case fourCc("DTS1"):
    case fourCc("DTS2"):
    case fourCc("DTS3"):
        hints.tell("DTS", StreamClass::Audio);
        break;
    case fourCc("Opus"):
        hints.tell("Opus", StreamClass::Audio);
        break;
    case fourCc("BSSD"):
        hints.tell("SMPTE 302M", StreamClass::Audio);
        break;
    case fourCc("HEVC"):
        hints.tell("H.265", StreamClass::Video);
        break;
    case fourCc("VC-1"):
        hints.tell("VC-1", StreamClass::Video);
        break;
    case fourCc("KLVA"):
        hints.tell("KLV metadata", StreamClass::Data);
        break;
    case fourCc("VANC"):
        hints.tell("SMPTE 2038", StreamClass::Data);
        break;
    case fourCc("ID3 "):
        hints.tell("ID3 metadata", StreamClass::Data);
        break;
    default:
        break;
    }
}

struct Known {
    std::string_view name;
    StreamClass streamClass;
};

/// Stream types whose meaning does not hang on descriptors.
Known knownType(std::uint8_t streamType, bool isHdmv) {
    switch (streamType) {
    case 0x01:
        return {"MPEG-1 video", StreamClass::Video};
    case 0x02:
        return {"MPEG-2 video", StreamClass::Video};
    case 0x03:
    case 0x04:
        return {"MPEG audio", StreamClass::Audio};
    case 0x0f:
        return {"AAC", StreamClass::Audio};
    case 0x10:
        return {"MPEG-4 video", StreamClass::Video};
    case 0x11:
        return {"AAC LATM", StreamClass::Audio};
    case 0x1b:
        return {"H.264", StreamClass::Video};
    case 0x21:
        return {"JPEG 2000", StreamClass::Video};
    case 0x24:
        return {"H.265", StreamClass::Video};
    case 0x27:
        return {"TEMI", StreamClass::Data};
    case 0x32:
        return {"JPEG XS", StreamClass::Video};
    case 0x33:
        return {"H.266", StreamClass::Video};
    case 0x81:
        return {"AC-3", StreamClass::Audio};
    case 0x82:
        return isHdmv ? Known{"DTS", StreamClass::Audio} : Known{"", StreamClass::Data};
    case 0x86:
        return isHdmv ? Known{"DTS-HD", StreamClass::Audio} : Known{"SCTE-35", StreamClass::Data};
    case 0x87:
        return {"E-AC-3", StreamClass::Audio};
    case 0xd1:
        return {"Dirac", StreamClass::Video};
    case 0xea:
        return {"VC-1", StreamClass::Video};
    default:
        return {"", StreamClass::Data};
    }
}

} // namespace

Content contentOf(std::uint8_t streamType, Bytes descriptors, Bytes programDescriptors) {
    Content content;
    Hints hints;
    hints.registration = registrationOf(descriptors);
    forEachDescriptor(descriptors, [&](std::uint8_t tag, Bytes body) {
        readDescriptor(tag, body, hints, content);
    });
    const bool isHdmv = registrationOf(programDescriptors) == fourCc("HDMV") ||
                        hints.registration == fourCc("HDMV");
    Known known = knownType(streamType, isHdmv);
    if (known.name.empty()) {
        // Private data, or a type that nobody registered: its descriptors tell.
        readRegistration(hints);
        if (!hints.name.empty()) {
            known = {hints.name, hints.streamClass};
        } else if (streamType == 0x05) {
            known.name = "Sections";
        } else if (streamType == 0x15) {
            known.name = "Timed metadata";
        } else if (streamType >= 0x0a && streamType <= 0x0d) {
            known.name = "DSM-CC";
        }
    }
    content.name = known.name;
    content.streamClass = known.streamClass;
    return content;
}

std::string_view reservedPidName(std::uint16_t pid) {
    switch (pid) {
    case 0x0000:
        return "PAT";
    case 0x0001:
        return "CAT";
    case 0x0002:
        return "TSDT";
    case 0x0010:
        return "NIT";
    case 0x0011:
        return "SDT";
    case 0x0012:
        return "EIT";
    case 0x0013:
        return "RST";
    case 0x0014:
        return "TDT";
    case nullPid:
        return "null";
    default:
        return {};
    }
}

} // namespace vigie::ts
