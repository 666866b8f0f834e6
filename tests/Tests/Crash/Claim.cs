using Entente.Tests.Support;

namespace Entente.Tests.Crash;

/// <summary>What becomes of a claim after it was received.</summary>
internal enum Fate
{
    /// <summary>Approved, and nothing more.</summary>
    Stays,

    /// <summary>Approved; the partner logs the first meeting.</summary>
    Met,

    /// <summary>As <see cref="Met"/>; then its window nears the end, and the partner is reminded.</summary>
    Reminded,

    /// <summary>Approved; the partner takes it back once its deal stands in the CRM.</summary>
    Withdrawn,

    /// <summary>Approved; no first meeting comes on record in time.</summary>
    Released,

    /// <summary>Declined: the CRM never hears of it.</summary>
    Declined,
}

/// <summary>One registration as the people outside know it: what was sent, and what they were told.</summary>
internal sealed class Claim(int index)
{
    public string Company { get; } = Name(index);

    /// <summary>In turn, so that every fate has its share of any number of claims.</summary>
    public Fate Fate { get; } = (Fate)(index % Enum.GetValues<Fate>().Length);

    /// <summary>The page with the form, opened once: sent again as it stands, with its submission id, until it is answered.</summary>
    public WebPage? Form { get; set; }

    public string? Submission => Form?.Document.QuerySelector("[name='Input.SubmissionId']")?.GetAttribute("value");

    /// <summary>Of the receipt.</summary>
    public string? Number { get; set; }

    /// <summary>Approved or declined, as its fate is.</summary>
    public bool Decided { get; set; }

    /// <summary>It is bound to the CRM's deal.</summary>
    public bool Bound { get; set; }

    /// <summary>What the partner does about an approved claim is done.</summary>
    public bool Acted { get; set; }

    /// <summary>The days that its fate needs have gone by.</summary>
    public bool Aged { get; set; }

    public bool NeedsAct => Fate is Fate.Met or Fate.Reminded or Fate.Withdrawn;

    public bool NeedsDays => Fate is Fate.Reminded or Fate.Released;

    public bool IsSettled => Number is not null && Decided && (Acted || !NeedsAct) && (Aged || !NeedsDays);

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
