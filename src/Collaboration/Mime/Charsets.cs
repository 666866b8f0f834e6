using System.Text;

namespace Entente.Collaboration.Mime;

/// <summary>Bytes to text in whatever character set they claim, and in a likely one when the claim is wrong. Never throws.</summary>
internal static class Charsets
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private static readonly Encoding Western;

    static Charsets()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        Western = Encoding.GetEncoding(1252);
    }

    /// <param name="problem">Set when the claim was not one, or was not true.</param>
    public static string Decode(ReadOnlySpan<byte> bytes, string? charset, out string? problem)
    {
        problem = null;
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            bytes = bytes[3..];
        var name = charset?.Trim().Trim('"', '\'').ToLowerInvariant();
        if (Ascii.IsValid(bytes) && name is null or "" or "us-ascii" or "ascii" or "utf-8" or "utf8" or "iso-8859-1" or "windows-1252")
            return Encoding.ASCII.GetString(bytes);
        if (name is null or "" or "us-ascii" or "ascii" or "utf-8" or "utf8" or "unknown-8bit" or "unicode-1-1-utf-8" or "x-unknown")
        {
            if (Try(bytes) is { } utf8)
                return utf8;
            problem = $"the text is not {name ?? "ASCII"}; read as Western European";
            return Western.GetString(bytes);
        }
        if (Named(name) is { } encoding)
            return encoding.GetString(bytes);
        problem = $"the character set “{Short(name)}” is not known";
        return Try(bytes) ?? Western.GetString(bytes);
    }

    private static string? Try(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    // What is called Latin-1 is Windows-1252 in practice, and the Asian sets are written in their supersets. UTF-7 can hide anything from those
    // who read bytes, so it is not decoded.
    private static Encoding? Named(string name)
    {
        var number = name switch
        {
            "iso-8859-1" or "latin1" or "iso8859-1" or "iso_8859-1" or "cp1252" or "ansi_x3.4-1968" => 1252,
            "gb2312" or "gbk" or "gb_2312-80" or "cp936" or "gb18030" => 54936,
            "ks_c_5601-1987" or "ks_c_5601" or "euc-kr" or "cp949" => 949,
            "shift_jis" or "shift-jis" or "sjis" or "x-sjis" or "cp932" or "windows-31j" => 932,
            "iso-2022-jp" => 50220,
            "big5" or "big5-hkscs" => 950,
            "utf-7" or "utf7" or "unicode-1-1-utf-7" => -1,
            _ => 0,
        };
        try
        {
            if (number < 0)
                return null;
            if (number > 0)
                return Encoding.GetEncoding(number);
            if (name.StartsWith("cp", StringComparison.Ordinal) && int.TryParse(name.AsSpan(2), out var page))
                return Encoding.GetEncoding(page);
            return Encoding.GetEncoding(name);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static string Short(string name) => name.Length > 40 ? name[..40] : name;
}
