using Entente.Access.Retention;
using Entente.Platform.Audit;
using Entente.Platform.Data;
using Entente.Platform.Privacy;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Drafts;
using Entente.Registrations.Rules;
using Entente.Tests.Registrations;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Privacy;

/// <summary>What is old is forgotten by rules that an owner switches on, and that show first what they would touch.</summary>
public sealed class RetentionTest(House house) : IClassFixture<House>
{
    private readonly PrivacyStory privacy = new(house);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_rule_of_every_room_can_be_looked_at_and_run_and_what_loses_something_is_off()
    {
        var owner = await privacy.Owner();
        var lines = await Lines(owner);

        lines.Count.ShouldBeGreaterThan(6);
        lines.Select(l => l.Kind.Key).ShouldBeUnique();
        lines.Where(l => l.Kind.On).Select(l => l.Kind.Key).Order().ShouldBe(["claims.probes", "sessions", "sign_in_links"]);
        foreach (var line in lines)
        {
            await using var scope = house.As(house.Corvane);
            var rows = scope.ServiceProvider.GetRequiredService<RetentionRows>();
            (await rows.Forget(line.Kind, DateTimeOffset.UnixEpoch.AddYears(1), Ct)).ShouldBe(0, line.Kind.Key);
        }
    }

    [Fact]
    public async Task Contacts_of_claims_that_ended_go_after_their_days_here_and_in_the_audit_and_nothing_younger_does()
    {
        var owner = await privacy.Owner();
        var story = await RegistrationStory.In(house);
        var young = await story.Submitted(story.Ines, "Just Gone Foods");
        var old = await Declined(story, "Long Gone Foods");
        var standing = await story.Submitted(story.Ines, "Standing Foods");
        house.Clock.Advance(TimeSpan.FromDays(300));
        (await story.Refuse(young, final: true)).Problem.ShouldBeNull();
        await Set(owner, ("claims.contacts", "200", true));

        var shown = (await Lines(owner)).Single(l => l.Kind.Key == "claims.contacts");
        (shown.Next.Count, shown.Next.Samples.Single()).ShouldBe((1, $"{old} · Long Gone Foods · R Ashdown"));
        (await story.Load(old)).ContactName.ShouldBe("R Ashdown", "looking changes nothing");
        await Night();

        var gone = await story.Load(old);
        (gone.ContactName, gone.ContactEmail, gone.State, gone.Company).ShouldBe(
            (ErasedText.Name, null, RegistrationState.Declined, "Long Gone Foods")
        );
        (await story.Load(young)).ContactName.ShouldBe("R Ashdown");
        (await story.Load(standing)).ContactName.ShouldBe("R Ashdown");
        (await Lines(owner)).Single(l => l.Kind.Key == "claims.contacts").Next.Count.ShouldBe(0);
        var report = await privacy.Verify(owner);
        (report.Holds, report.Erased).ShouldBe((true, 3));
        (await Told("claims.contacts")).ShouldBe(["1"]);
    }

    [Fact]
    public async Task A_rule_works_in_batches_and_what_a_stopped_run_left_the_next_one_finds()
    {
        await Names(RetentionRows.Batch + 20);
        house.Clock.Advance(TimeSpan.FromDays(91));
        await using (var stopped = house.As(house.Corvane))
        {
            var kind = Kinds(stopped.ServiceProvider).Single(k => k.Key == "claims.probes");
            var rows = stopped.ServiceProvider.GetRequiredService<RetentionRows>();
            (await rows.Forget(kind, RetentionRules.Cutoff(house.Clock.Now, 90), Ct)).ShouldBe(RetentionRows.Batch);
        }

        await Night();

        await using var scope = house.As(house.Corvane);
        (
            await scope
                .ServiceProvider.GetRequiredService<EntenteDb>()
                .Read("select count(*) from checked_name where workspace_id = $1", r => r.GetInt64(0), Ct, house.Corvane.Id.Value)
        ).ShouldBe([0]);
        (await Told("claims.probes")).ShouldBe(["500", "20"], ignoreOrder: true);
    }

    [Fact]
    public async Task Drafts_are_kept_until_somebody_says_otherwise_and_days_must_be_days()
    {
        var owner = await privacy.Owner();
        var story = await RegistrationStory.In(house);
        (await house.Act<KeepDraft, Result>(story.Ines, k => k.Run(RegistrationStory.Claim("Old Draft"), Ct))).Problem.ShouldBeNull();
        house.Clock.Advance(TimeSpan.FromDays(181));
        await Night();
        (await Lines(owner)).Single(l => l.Kind.Key == "claims.drafts").Next.Count.ShouldBe(1);

        var wrong = await house.Act<RetentionDesk, Result>(
            owner,
            d => d.Set([new("claims.drafts", "0", true), new("mails.sent", "ten", true)], Ct)
        );
        wrong.Problem!.Fields!.Keys.Order().ShouldBe(["days:claims.drafts", "days:mails.sent"]);
        (await house.Act<RetentionDesk, Result>(story.Maren, d => d.Set([new("claims.drafts", "9", true)], Ct))).Problem!.Code.ShouldBe(
            "privacy.not_allowed"
        );
        await Set(owner, ("claims.drafts", "180", true));
        await Night();
        (await Lines(owner)).Single(l => l.Kind.Key == "claims.drafts").Next.Count.ShouldBe(0);
        await Set(owner, ("claims.drafts", "180", false));
    }

    private async Task<string> Declined(RegistrationStory story, string company)
    {
        var number = await story.Submitted(story.Ines, company);
        (await story.Refuse(number, final: true)).Problem.ShouldBeNull();
        return number;
    }

    private async Task Names(int count)
    {
        await using var scope = house.As(house.Corvane);
        await scope
            .ServiceProvider.GetRequiredService<EntenteDb>()
            .Write(
                "insert into checked_name (workspace_id, partner_id, key, name, at) select $1, $1, 'k' || n, 'Name ' || n, $3 from generate_series(1, $2) n",
                Ct,
                house.Corvane.Id.Value,
                count,
                house.Clock.Now.ToUniversalTime()
            );
    }

    // The day's run, and what it makes due.
    private async Task Night()
    {
        await using var scope = house.As(house.Corvane);
        await ActivatorUtilities.CreateInstance<ForgetByRules>(scope.ServiceProvider).Run(house.Clock.Now, Ct);
    }

    private Task<IReadOnlyList<RetentionLine>> Lines(Actor who) =>
        house.Act<RetentionDesk, IReadOnlyList<RetentionLine>>(who, d => d.List(Ct));

    private async Task Set(Actor who, (string Kind, string Days, bool On) rule) =>
        (await house.Act<RetentionDesk, Result>(who, d => d.Set([new(rule.Kind, rule.Days, rule.On)], Ct))).Problem.ShouldBeNull();

    private static IEnumerable<RetentionKind> Kinds(IServiceProvider services) =>
        services.GetServices<IRetention>().SelectMany(r => r.Kinds);

    private async Task<List<string?>> Told(string kind)
    {
        await using var scope = house.As(house.Corvane);
        var entries = await scope
            .ServiceProvider.GetRequiredService<EntenteDb>()
            .Set<AuditEntry>()
            .Include(e => e.Values)
            .Where(e => e.Action == "retention.applied" && e.Values.Any(v => v.After == kind))
            .ToListAsync(Ct);
        return entries.ConvertAll(e => e.Values.Single(v => v.Field == "rows").After);
    }
}
