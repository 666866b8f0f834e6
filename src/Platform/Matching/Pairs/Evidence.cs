namespace Entente.Platform.Matching.Pairs;

/// <summary>All that two records show, and what it adds up to.</summary>
internal sealed class Evidence
{
    // Inside the thresholds of CompanyPair: these pairs are for somebody to look at, however alike they are.
    private const double MostToAsk = 0.75;
    private const double LeastToAsk = 0.25;
    private const double MostToRefuse = 0.15;
    private const float LittleInCommon = 0.4f;

    // Below it the names say nothing for one company at all.
    private const float NothingInCommon = 0.01f;

    public Evidence(Reading left, Reading right)
    {
        (Left, Right) = (left, right);
        Name = NameEvidence.Of(left.Names, right.Names);
        Fields = FieldEvidence.Of(left, right);
        SameDomain = left.Domain is { } d && d == right.Domain;
        OtherDomain = left.Domain is not null && right.Domain is not null && !SameDomain;
        Brand = OtherDomain && Label(left.Domain!) == Label(right.Domain!);
        SameCountry = left.Country is { } c && c == right.Country;
        OtherCountry = left.Country is not null && right.Country is not null && !SameCountry;
    }

    public Reading Left { get; }

    public Reading Right { get; }

    public NameEvidence? Name { get; }

    public FieldEvidence Fields { get; }

    public bool SameDomain { get; }

    public bool OtherDomain { get; }

    /// <summary>acme.de and acme.com: one brand under two suffixes.</summary>
    public bool Brand { get; }

    public bool SameCountry { get; }

    public bool OtherCountry { get; }

    /// <summary>Whether there is any field that both sides fill.</summary>
    public bool Comparable => Name is not null || SameDomain || OtherDomain || Array.Exists(Fields.Features, f => f > 0);

    /// <summary>Phone or address agree: what only one place of a company has.</summary>
    public bool SamePlace => Fields.SamePhone || Fields.SameAddress;

    /// <summary>Two entities of one group: the names tell a place or a branch of business apart, or the country does.</summary>
    public bool Relatives => Name is { } n && (n.Relatives || (n.SameCore && (OtherCountry || (n.FormsDiffer && OtherDomain && !Brand))));

    /// <summary>One name at two addresses: branches, a move, or namesakes.</summary>
    public bool Elsewhere => Fields.OtherAddress && Fields.Features[4] < 0.5f && Fields.Features[2] <= 0 && Fields.Features[6] <= 0;

    public double LogOdds()
    {
        var odds = Name is { } n ? NameLogOdds(n) : Coefficients.NoName;
        for (var i = 0; i < Fields.Features.Length; i++)
            odds += Coefficients.Fields[i] * Fields.Features[i];
        odds += SameDomain ? Coefficients.SameDomain : 0;
        odds += OtherDomain && !Brand ? Coefficients.OtherDomain : 0;
        odds += SameCountry ? Coefficients.SameCountry : 0;
        odds += OtherCountry ? Coefficients.OtherCountry : 0;
        return odds;
    }

    public double Probability()
    {
        if (!Comparable)
            return 0.5;
        var probability = 1 / (1 + Math.Exp(-LogOdds()));
        if (Name is { NumbersDiffer: true })
            return Math.Min(probability, SameDomain || SamePlace ? MostToAsk : MostToRefuse);
        if (Elsewhere && !SameDomain && !Fields.SamePhone || Name is { NumberOnOneSide: true } && !SamePlace)
            probability = Math.Min(probability, MostToAsk);
        if (Relatives && !SamePlace)
            return Math.Clamp(probability, LeastToAsk, MostToAsk);

        // Many live at one address: it speaks for one company, and never alone.
        if (Fields.SameAddress && !SameDomain && !Fields.SamePhone && (Name is null || Name.Features[0] < NothingInCommon))
            return Math.Min(probability, MostToAsk);

        // A domain is shared by a group, its subsidiaries and what it bought: with names that have nothing in common somebody looks.
        if (SameDomain && Name is { } n && n.Features[0] < LittleInCommon)
            return Math.Clamp(probability, LeastToAsk, MostToAsk);
        return probability;
    }

    public static double NameLogOdds(NameEvidence name)
    {
        var odds = Coefficients.Name;
        for (var i = 0; i < name.Features.Length; i++)
            odds += Coefficients.Names[i] * name.Features[i];
        return odds;
    }

    private static string Label(string domain) => domain[..domain.IndexOf('.')];
}
