using System.Diagnostics;
using System.Globalization;
using Entente.Conflicts.Model;
using Entente.Conflicts.Rules;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Entente.Registrations.Decide;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Registrations;

/// <summary>
/// Two partners race for one company, again and again: with a shared strong key never both are clear and never both protected; by another spelling
/// without a site it is a conflict within five seconds. <c>ENTENTE_RACES=1000</c> runs as many; a usual run some.
/// </summary>
[Trait("Load", "races")]
public sealed class RaceTest(House house, ITestOutputHelper output) : IClassFixture<House>
{
    private static readonly string[] First =
    [
        "Harrowgate",
        "Brightwater",
        "Quillon",
        "Tamberley",
        "Oakhurst",
        "Penrose",
        "Silverton",
        "Wexcombe",
        "Marlowe",
        "Dunstable",
    ];
    private static readonly string[] Second =
    [
        "Instruments",
        "Foods",
        "Logistics",
        "Textiles",
        "Robotics",
        "Ceramics",
        "Shipping",
        "Brewery",
        "Optics",
        "Printing",
    ];
    private static readonly string[] Third =
    [
        "Northern",
        "Coastal",
        "Amber",
        "Granite",
        "Heather",
        "Juniper",
        "Lantern",
        "Meadow",
        "Orchard",
        "Saffron",
    ];

    private static CancellationToken Ct => RegistrationStory.Ct;

    [Fact]
    public async Task Two_partners_race_for_one_company()
    {
        var races = int.TryParse(
            Environment.GetEnvironmentVariable("ENTENTE_RACES"),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var n
        )
            ? n
            : 60;
        var story = await RegistrationStory.In(house);
        var (keyed, spelled, slowest) = (0, 0, TimeSpan.Zero);
        for (var i = 0; i < races; i++)
        {
            // Nobody holds more than a quota: new partners every fifty races.
            if (i > 0 && i % 50 == 0)
                story = await RegistrationStory.In(house);
            var company = $"{Third[i / 100 % 10]} {First[i % 10]} {Second[i / 10 % 10]}";
            if (i % 2 == 0)
            {
                await SharedKey(story, company, i);
                keyed++;
                continue;
            }
            var took = await OtherSpelling(story, company, i);
            slowest = took > slowest ? took : slowest;
            spelled++;
        }
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{races} races: {keyed} with a shared strong key, never both clear; {spelled} by another spelling without a site, each a conflict, the slowest after {slowest.TotalSeconds:F1} s"
            )
        );
        (keyed + spelled).ShouldBe(races);
    }

    // The same site under two writings of the name, or the same core name without one.
    private async Task SharedKey(RegistrationStory story, string company, int i)
    {
        var site = i % 4 == 0 ? $"race{i}.example" : null;
        var (one, two) = await Race(
            story,
            RegistrationStory.Claim(company) with
            {
                Domain = site,
                ContactEmail = site is null ? "buyer@gmail.com" : $"a@{site}",
            },
            RegistrationStory.Claim(company.ToUpperInvariant() + " Ltd.") with
            {
                Domain = site,
                ContactEmail = site is null ? "chief@gmail.com" : $"b@{site}",
            }
        );

        var (a, b) = (await story.Trace(one), await story.Trace(two));
        (a.Facts.Registrations.Count + b.Facts.Registrations.Count).ShouldBeGreaterThan(0, $"{one} and {two} were both clear");
        var decided = await Task.WhenAll(Approve(story, one), Approve(story, two));
        decided.Count(d => d.Ok).ShouldBeLessThanOrEqualTo(1);
        (await Protected(one, two)).ShouldBeLessThanOrEqualTo(1, $"{one} and {two} are both protected");
        if (i % 20 == 0)
            await house.Work();
    }

    private async Task<TimeSpan> OtherSpelling(RegistrationStory story, string company, int i)
    {
        // A letter of its last word is dropped, doubled, or swapped with the next one: no key joins the two.
        var at = company.LastIndexOf(' ') + 3;
        var other = (i / 2 % 3) switch
        {
            0 => company.Remove(at, 1),
            1 => company.Insert(at, company[at].ToString()),
            _ => $"{company[..at]}{company[at + 1]}{company[at]}{company[(at + 2)..]}",
        };
        var (one, two) = await Race(
            story,
            RegistrationStory.Claim(company) with
            {
                Domain = null,
                ContactEmail = $"buyer{i}@gmail.com",
            },
            RegistrationStory.Claim(other) with
            {
                Domain = null,
                ContactEmail = $"chief{i}@gmail.com",
            }
        );
        var began = Stopwatch.StartNew();
        await house.Work();
        (await Together(one, two)).ShouldBeTrue($"{one} and {two} ({company}, {other}) are no conflict");
        began.Elapsed.ShouldBeLessThan(
            TimeSpan.FromSeconds(Debugger.IsAttached ? 500 : 60),
            "a busy test machine gets more than the promised five seconds"
        );
        return began.Elapsed;
    }

    private static async Task<(string, string)> Race(RegistrationStory story, ClaimInput left, ClaimInput right)
    {
        var sent = await Task.WhenAll(
            Task.Run(() => story.Submit(story.Ines, left), Ct),
            Task.Run(() => story.Submit(story.Jonah, right), Ct)
        );
        foreach (var one in sent)
            one.Problem.ShouldBeNull(one.Problem?.Message);
        return (sent[0].Value.Number, sent[1].Value.Number);
    }

    private async Task<Result> Approve(RegistrationStory story, string number)
    {
        var version = (await story.Load(number)).Version;
        return await house.Act<ApproveRegistration, Result>(story.Maren, a => a.Run(new(number, version, AcceptRuling: true), Ct));
    }

    private async Task<int> Protected(string one, string two)
    {
        await using var scope = house.As(house.Corvane);
        return await scope
            .ServiceProvider.GetRequiredService<EntenteDb>()
            .Set<Registration>()
            .CountAsync(
                r =>
                    (r.Number == one || r.Number == two)
                    && (r.Protection == ProtectionState.Conditional || r.Protection == ProtectionState.Active),
                Ct
            );
    }

    private async Task<bool> Together(string one, string two)
    {
        await using var scope = house.As(house.Corvane);
        return await scope
            .ServiceProvider.GetRequiredService<EntenteDb>()
            .Set<ConflictCase>()
            .AnyAsync(
                c =>
                    c.Status != CaseStatus.Resolved
                    && c.Sides.Any(s => s.RegistrationNumber == one)
                    && c.Sides.Any(s => s.RegistrationNumber == two),
                Ct
            );
    }
}
