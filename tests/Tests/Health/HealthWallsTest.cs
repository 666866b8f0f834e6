using Entente.Access;
using Entente.Health.Show;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Portal.Today;
using Entente.Tests.Registrations;
using Entente.Tests.Support;

namespace Entente.Tests.Health;

/// <summary>Health is the vendor's judgement: who reads it, and whom Today tells of it.</summary>
public sealed class HealthWallsTest(House house) : IClassFixture<House>
{
    private readonly HealthStory story = new(house);

    private static CancellationToken Ct => HealthStory.Ct;

    [Fact]
    public async Task Nobody_of_a_partner_no_staff_out_of_scope_and_nobody_who_may_not_read_deals_finds_any_of_it()
    {
        var claims = await RegistrationStory.In(house);
        await story.Later(91);
        var narrow = story.Reader with { Scope = [claims.Vantora] };

        (await story.View(claims.Kestrel)).ShouldNotBeNull();
        (await story.View(claims.Kestrel, claims.Ines)).ShouldBeNull();
        (await story.Cards(claims.Ines)).ShouldBeEmpty();
        (await story.Days(claims.Kestrel, claims.Ines)).ShouldBeEmpty();
        (await story.Episodes(claims.Kestrel, claims.Ines)).ShouldBeEmpty();
        (await story.Episodes(claims.Kestrel)).ShouldNotBeEmpty();
        (await story.View(claims.Kestrel, narrow)).ShouldBeNull();
        (await story.List(new(), narrow)).Rows.Select(r => r.Id).ShouldBe([claims.Vantora]);
        var marketing = story.Reader with { Permissions = Permissions.Of(StaffRole.Marketing) };
        (await story.View(claims.Kestrel, marketing)).ShouldBeNull();
        var nothing = await story.List(new(), marketing);
        (nothing.Rows.Count, nothing.All, nothing.Day).ShouldBe((0, 0, null));
        (await story.List(new(HealthFilter.Episode, Mine: true), claims.Maren))
            .Rows.Select(r => r.Id)
            .ShouldBe([claims.Kestrel, claims.Vantora], ignoreOrder: true);
        (await story.List(new(HealthFilter.Episode, Mine: true))).Rows.ShouldBeEmpty();
    }

    [Fact]
    public async Task Today_tells_a_manager_of_partners_of_theirs_that_slipped_and_nobody_else()
    {
        var claims = await RegistrationStory.In(house);
        await story.Open(claims.Kestrel, "slips", closesIn: 40);
        await story.Night();
        (await Today(claims.Maren)).ShouldBeEmpty();

        await story.Later(35);
        await story.Later(20);
        await story.Later(12);

        // After 67 days, against the 35th: silence costs 44 of a hundred, then 6.
        var row = (await Today(claims.Maren)).Single(r => r.Href!.Contains(claims.Kestrel.Short(), StringComparison.Ordinal));
        row.Sub.ShouldBe("No registration yet, 67 days after it became active");
        row.Badge!.Words.ShouldStartWith("Down ");
        (await Today(story.Reader)).ShouldBeEmpty();
        (await Today(claims.Maren with { Permissions = Permissions.Of(StaffRole.Marketing) })).ShouldBeEmpty();

        async Task<IReadOnlyList<TodayRow>> Today(Actor who) =>
            (await house.Act<HealthToday, TodaySection?>(who, t => t.Section(house.Clock.Now, Ct)))?.Rows ?? [];
    }
}
