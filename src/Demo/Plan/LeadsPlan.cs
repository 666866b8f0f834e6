using Entente.Leads;
using Entente.Leads.Rules;
using Entente.Partners;
using Entente.Platform.Values;

namespace Entente.Demo.Plan;

/// <summary>What becomes of a lead that the story tells.</summary>
internal enum LeadDeed
{
    Accepts,
    Declines,
    Reports,
}

/// <summary>The leads that Corvane gave to its partners in the last weeks, and the rules by which.</summary>
internal static class LeadsPlan
{
    private const string Taker = "hugh.pembry@corvane.example";

    private static readonly string[] Nordics = ["SE", "NO", "DK", "FI"];
    private static readonly string[] German = ["DE", "AT", "CH"];

    /// <param name="named">The partner that gets the large British ones.</param>
    public static LeadBook Book(PartnerId named) =>
        new(
            [
                new(
                    Key('a'),
                    "Large in Britain",
                    LeadWhen.Always with
                    {
                        Countries = ["GB"],
                        From = 50_000,
                    },
                    LeadWho.Anybody,
                    new(LeadSelection.Direct, named, 3, new Dictionary<PartnerTier, int>(), false),
                    LeadTimes.Standard,
                    GoesOn: true
                ),
                new(
                    Key('b'),
                    "Resellers of the Nordics and the German-speaking countries",
                    LeadWhen.Always with
                    {
                        Countries = [.. Nordics, .. German],
                    },
                    new([PartnerType.Reseller, PartnerType.SystemIntegrator], [], [], Territory: true),
                    LeadHow.InTurn with
                    {
                        Weights = new Dictionary<PartnerTier, int> { [PartnerTier.Select] = 2, [PartnerTier.Elite] = 3 },
                    },
                    LeadTimes.Standard,
                    GoesOn: false
                ),
                new(
                    Key('c'),
                    "Benelux, for whoever is first",
                    LeadWhen.Always with
                    {
                        Countries = ["NL", "BE", "LU"],
                    },
                    new([], [], [], Territory: true),
                    LeadHow.InTurn with
                    {
                        Selection = LeadSelection.Pool,
                    },
                    LeadTimes.Standard with
                    {
                        AcceptHours = 48,
                    },
                    GoesOn: false
                ),
                new(
                    Key('d'),
                    "The rest of Britain",
                    LeadWhen.Always with
                    {
                        Countries = ["GB", "IE"],
                    },
                    new([PartnerType.Reseller, PartnerType.Msp, PartnerType.Referral], [], [], Territory: true),
                    LeadHow.InTurn with
                    {
                        Selection = LeadSelection.LeastBusy,
                    },
                    LeadTimes.Standard,
                    GoesOn: false
                ),
            ],
            5
        );

    /// <summary>Taken in by day, offered in the evening, answered on the next day; the last ones are on offer now.</summary>
    public static IEnumerable<StoryAct> Acts(StoryTime time)
    {
        yield return new LeadRulesPublished(At(time, 20, 9), StoryPlan.Owner);
        var all = new[]
        {
            (
                Days: 9,
                Lead: Lead(
                    "Glimmerholt Logistik",
                    "DE",
                    "24000",
                    "fair",
                    "Imke Rothbart",
                    "Wants to see what breaks in their routing before customers do."
                ),
                Said: new[] { LeadProgress.Contacted, LeadProgress.NotInterested }
            ),
            (
                8,
                Lead("Wexcombe Dairies", "GB", "68000", "web", "Theo Marchbank", "Three plants, one team of four; tender in spring."),
                [LeadProgress.Contacted, LeadProgress.Meeting]
            ),
            (
                7,
                Lead("Fjellvang Energi", "NO", "112000", "campaign", "Runa Helgesen", "Replaces a tool that nobody looks after any more."),
                [LeadProgress.Qualified]
            ),
            (6, Lead("Tidebourne Clinics", "GB", "18000", "web", "Ada Penhallow", "Asked for a price and a partner nearby."), []),
            (5, Lead("Castrolume Vidros", "PT", "31000", "web", "Rui Valadares", "Wants somebody who speaks Portuguese."), []),
        };
        foreach (var (days, lead, said) in all)
        {
            yield return new LeadTakenIn(At(time, days, 10), Taker, lead);
            if (lead.Country == "PT")
                continue;
            // Who has no capacity says so first; the next one accepts.
            var answered = days - 1;
            if (lead.Company == "Tidebourne Clinics")
                yield return new LeadAnswered(At(time, answered--, 11), lead.Company!, LeadDeed.Declines, null);
            yield return new LeadAnswered(At(time, answered, 14), lead.Company!, LeadDeed.Accepts, null);
            foreach (var (progress, n) in said.Select((s, n) => (s, n)))
                yield return new LeadAnswered(At(time, answered - 1 - n, 15), lead.Company!, LeadDeed.Reports, progress);
        }
        yield return new LeadTakenIn(
            time.Now.AddMinutes(-180),
            Taker,
            Lead("Larkspur Terminals", "GB", "84000", "fair", "Conrad Veill", "Their audit is in autumn; they need traces for two years.")
        );
        yield return new LeadTakenIn(
            time.Now.AddMinutes(-150),
            Taker,
            Lead("Zilverdonk Verzekeringen", "NL", "47000", "web", "Maaike Brandsma", "Compares three tools this month.")
        );
    }

    private static string Key(char letter) => new(letter, 32);

    private static DateTimeOffset At(StoryTime time, int businessDaysAgo, int hour) =>
        StoryTime.Calendar.StartOf(StoryTime.Calendar.AddBusinessDays(time.Today, -Math.Max(1, businessDaysAgo))) + StoryTime.Clock(hour);

    private static LeadInput Lead(string company, string country, string amount, string source, string contact, string needs)
    {
        var domain = company.Split(' ')[0].ToLowerInvariant() + ".example";
        return new(
            company,
            domain,
            contact,
            $"{contact.Split(' ')[0].ToLowerInvariant()}@{domain}",
            "Head of data",
            country,
            Nordics.Contains(country) ? "Nordics"
                : German.Contains(country) ? "DACH"
                : null,
            "Reseller",
            "Observe",
            amount,
            needs,
            source,
            null
        );
    }
}
