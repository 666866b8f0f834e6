using System.Globalization;
using System.Text;

namespace Entente.Portal.Setup;

/// <summary>A company's name as it may stand in an address: <c>Müller &amp; Söhne</c> becomes <c>muller-sohne</c>. May come out empty.</summary>
internal static class ShortName
{
    public static string Of(string company)
    {
        var name = new StringBuilder();
        // Half a surrogate pair cannot be normalised; read as UTF-8 it becomes a replacement character.
        var whole = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(company));
        foreach (var c in whole.Normalize(NormalizationForm.FormKD).ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(c))
                name.Append(c);
            else if (CharUnicodeInfo.GetUnicodeCategory(c) is not UnicodeCategory.NonSpacingMark && name.Length > 0 && name[^1] != '-')
                name.Append('-');
        }
        var text = name.ToString().Trim('-');
        return (text.Length > 40 ? text[..40] : text).Trim('-');
    }
}
