using System.Globalization;
using System.Text;

namespace Entente.Demo.Plan;

/// <summary>Makes companies that do not exist, each with a stem of its own, at addresses under <c>.example</c> (RFC 2606).</summary>
internal sealed class NameMaker
{
    private static readonly string[] Roles =
    [
        "Head of data",
        "IT director",
        "Chief operating officer",
        "Head of operations",
        "Data platform lead",
        "Finance director",
        "Head of quality",
        "Chief information officer",
        "Procurement lead",
    ];

    private readonly Dice dice;
    private readonly Dictionary<Market, Queue<string>> stems = [];
    private readonly HashSet<string> people = new(StringComparer.Ordinal);

    /// <param name="taken">Stems that the cast already bears.</param>
    public NameMaker(Dice dice, IEnumerable<string> taken)
    {
        this.dice = dice;
        var used = taken.ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var market in Enum.GetValues<Market>().Where(m => m is not Market.Europe))
        {
            var words = MarketWords.Of(market);
            var made = words.Onsets.SelectMany(_ => words.Codas, (onset, coda) => onset + coda).Where(s => used.Add(Plain(s)));
            stems[market] = new(dice.Shuffle(made.ToList()));
        }
    }

    public CompanyPlan Company(Market market)
    {
        if (market is Market.Europe)
            market = AnyMarket();
        var words = MarketWords.Of(market);
        var stem = stems[market].Dequeue();
        var (trade, industry) = dice.Pick(words.Trades);
        var (city, country, form) = dice.Pick(words.Places);
        var domain = Plain(stem) + ".example";
        var (contact, address) = Person(market, domain);
        return new(
            $"{stem} {trade}",
            $"{stem} {trade} {form}",
            domain,
            city,
            country,
            industry,
            market,
            contact,
            address,
            dice.Pick(Roles)
        );
    }

    /// <summary>Four in ten companies are British; the vendor sits there.</summary>
    public Market AnyMarket() =>
        dice.Roll(1, 100) switch
        {
            <= 42 => Market.Britain,
            <= 63 => Market.Nordics,
            <= 82 => Market.German,
            <= 92 => Market.Benelux,
            _ => Market.France,
        };

    /// <summary>A person whose name nobody else in the story bears, with an address at <paramref name="domain"/>.</summary>
    public (string Name, string Email) Person(Market market, string domain)
    {
        var words = MarketWords.Of(market is Market.Europe ? Market.Britain : market);
        string first,
            last;
        var tries = 0;
        do
        {
            (first, last) = (dice.Pick(words.FirstNames), dice.Pick(words.LastNames));
            if (++tries > 20)
                last = $"{dice.Pick(words.LastNames)}-{last}";
        } while (!people.Add($"{first} {last}"));
        return ($"{first} {last}", $"{Plain(first)}.{Plain(last)}@{domain}");
    }

    /// <summary>Lower case, no accents, letters and digits only: what a domain is made of.</summary>
    public static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text.Replace("ø", "o", StringComparison.OrdinalIgnoreCase).Normalize(NormalizationForm.FormD))
            if (char.IsAsciiLetterOrDigit(c) && CharUnicodeInfo.GetUnicodeCategory(c) is not UnicodeCategory.NonSpacingMark)
                plain.Append(char.ToLowerInvariant(c));
        return plain.ToString();
    }
}
