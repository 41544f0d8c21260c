// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/textmask.h"

#include <algorithm>
#include <cstddef>
#include <memory>

#include <pango/pangocairo.h>

namespace vigie::demo {

namespace {

struct Unref {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
    void operator()(cairo_t* context) const { cairo_destroy(context); }
    void operator()(PangoLayout* layout) const { g_object_unref(layout); }
    void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
};
template <typename T> using Owned = std::unique_ptr<T, Unref>;

constexpr int widest = 1024;
constexpr int highest = 128;

} // namespace

TextMask renderText(const std::string& text, const std::string& font, int pixels) {
    const Owned<cairo_surface_t> surface(
        cairo_image_surface_create(CAIRO_FORMAT_A8, widest, highest));
    const Owned<cairo_t> context(cairo_create(surface.get()));
    const Owned<PangoLayout> layout(pango_cairo_create_layout(context.get()));
    const Owned<PangoFontDescription> description(pango_font_description_from_string(font.c_str()));
    pango_font_description_set_absolute_size(description.get(), pixels * PANGO_SCALE);
    pango_layout_set_font_description(layout.get(), description.get());
    pango_layout_set_text(layout.get(), text.c_str(), static_cast<int>(text.size()));
    int width = 0;
    int height = 0;
    pango_layout_get_pixel_size(layout.get(), &width, &height);
    pango_cairo_show_layout(context.get(), layout.get());
    cairo_surface_flush(surface.get());

    TextMask mask{std::min(width, widest), std::min(height, highest), {}};
    const unsigned char* data = cairo_image_surface_get_data(surface.get());
    const int stride = cairo_image_surface_get_stride(surface.get());
    mask.coverage.reserve(static_cast<std::size_t>(mask.width) *
                          static_cast<std::size_t>(mask.height));
    for (int row = 0; row < mask.height; ++row) {
        const unsigned char* from = data + static_cast<std::ptrdiff_t>(row) * stride;
        mask.coverage.insert(mask.coverage.end(), from, from + mask.width);
    }
    return mask;
}

} // namespace vigie::demo
