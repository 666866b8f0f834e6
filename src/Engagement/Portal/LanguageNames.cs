using System.Globalization;

namespace Entente.Engagement.Portal;

public static class LanguageNames
{
    /// <summary>What its readers call it: <c>Deutsch</c>; the code itself for one that this machine does not know.</summary>
    public static string Of(string code)
    {
        try
        {
            var name = CultureInfo.GetCultureInfo(code, predefinedOnly: true).NativeName;
            return name.Length > 0 ? char.ToUpper(name[0], CultureInfo.InvariantCulture) + name[1..] : code;
        }
        catch (CultureNotFoundException)
        {
            return code;
        }
    }
}
