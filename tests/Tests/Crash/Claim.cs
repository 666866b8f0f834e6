using Entente.Tests.Support;

namespace Entente.Tests.Crash;

/// <summary>One registration as the people outside know it: what was sent, and what they were told.</summary>
internal sealed class Claim(string company)
{
    public string Company => company;

    /// <summary>The page with the form, opened once: sent again as it stands, with its submission id, until it is answered.</summary>
    public WebPage? Form { get; set; }

    public string? Submission => Form?.Document.QuerySelector("[name='Input.SubmissionId']")?.GetAttribute("value");

    /// <summary>Of the receipt.</summary>
    public string? Number { get; set; }

    public bool Approved { get; set; }

    public bool IsSettled => Number is not null && Approved;

    public int Tries { get; set; }

    /// <summary>A name no other is near to; the same for the same number.</summary>
    public static string Name(int number)
    {
        string[] first = ["Bra", "Kel", "Vom", "Tis", "Qua", "Ulm", "Ost", "Fen", "Jor", "Wex", "Zan", "Hul", "Pim", "Dro", "Ciz", "Lyn"];
        string[] second =
        [
            "dorf",
            "mere",
            "quist",
            "stad",
            "wick",
            "heim",
            "gate",
            "brook",
            "zell",
            "vik",
            "tor",
            "field",
            "sund",
            "lund",
            "beck",
            "rath",
        ];
        var mixed = (int)((number * 40_503L + 12_289) % 65_536);
        return $"{first[mixed & 15]}{second[(mixed >> 4) & 15]} {first[(mixed >> 8) & 15]}{second[(mixed >> 12) & 15]}";
    }
}
