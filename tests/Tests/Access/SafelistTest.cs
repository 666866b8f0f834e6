using Entente.Access;
using Entente.Access.Safelist;
using Entente.Platform.Audit;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Registrations;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Access;

/// <summary>What partners see of a record: drafted, published, in force at once, and nothing else.</summary>
public sealed class SafelistTest(WebHouse web) : IClassFixture<WebHouse>
{
    private readonly PartnerId partner = Ids.New<PartnerId>(web.Clock.Now);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_draft_counts_for_nobody_and_its_version_at_once_for_this_workspace_s_partners_and_no_other_s()
    {
        var owner = await Owner();
        (await Sees(web.Corvane, "opportunity", "probability")).ShouldBeFalse();
        await Say(owner, new FieldWord("opportunity", "probability", new(), Visibility.Visible));
        (await Sees(web.Corvane, "opportunity", "probability")).ShouldBeFalse("a draft");

        var version = await Publish(owner, "Partners forecast with us");
        (await Sees(web.Corvane, "opportunity", "probability")).ShouldBeTrue();
        (await Sees(web.Other, "opportunity", "probability")).ShouldBeFalse();

        await Say(owner, new FieldWord("opportunity", "probability", new(), null));
        (await Publish(owner)).ShouldBe(version + 1);
        (await Sees(web.Corvane, "opportunity", "probability")).ShouldBeFalse();

        await using var scope = web.House.As(web.Corvane);
        var (rows, _) = await scope.ServiceProvider.GetRequiredService<AuditReader>().List(new("safelist_version"), 0, 10, default);
        rows.Select(r => r.Action).ShouldAllBe(a => a == "safelist_version.created");
        rows.ShouldContain(r => r.Changes.Any(c => c.After == "Partners forecast with us"));
    }

    [Fact]
    public async Task On_another_node_a_version_counts_within_a_second()
    {
        var owner = await Owner();
        // The web app of this house is a node of its own, with a cache of its own.
        var there = web.Services;
        (await SeesOn(there, "account", "industry")).ShouldBeFalse();
        await Say(owner, new FieldWord("account", "industry", new(), Visibility.Visible));
        await Publish(owner);

        (await SeesOn(web.House.Services, "account", "industry")).ShouldBeTrue("here at once");
        PublishedSafelists.Good.ShouldBeLessThan(TimeSpan.FromSeconds(1));
        await Task.Delay(PublishedSafelists.Good, Ct);
        (await SeesOn(there, "account", "industry")).ShouldBeTrue();
    }

    [Fact]
    public async Task What_is_known_is_asked_again_only_when_it_is_old()
    {
        var clock = new HandClock();
        var cache = new PublishedSafelists(clock);
        IReadOnlyList<IReadOnlyList<CatalogField>> catalogue =
        [
            [new("account", "name", "Name")],
        ];
        var owner = await Owner();
        await using var scope = web.House.As(web.Corvane);
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        var first = await cache.Get(db, catalogue, Ct);
        await Say(owner, new FieldWord("account", "employees", new("Reseller"), Visibility.Visible));
        await Publish(owner);

        (await cache.Get(db, catalogue, Ct)).ShouldBeSameAs(first, "not older than half a second");
        clock.Ticks += PublishedSafelists.Good.Ticks;
        (await cache.Get(db, catalogue, Ct)).Number.ShouldBeGreaterThan(first.Number);
    }

    [Fact]
    public async Task A_word_for_one_role_reaches_only_people_of_that_role()
    {
        var owner = await Owner();
        await Say(owner, new FieldWord("account", "phone", new(Role: "Finance"), Visibility.Visible));
        await Publish(owner);
        var seller = await web.AddPartnerPerson(partner, PartnerRole.Seller, "seller@kestrelquay.example", "Seller");
        var finance = await web.AddPartnerPerson(partner, PartnerRole.Finance, "finance@kestrelquay.example", "Finance");

        (await For(new(web.Corvane.Id, ActorKind.Partner, Channel.Web, seller, partner))).Shows("account", "phone").ShouldBeFalse();
        (await For(new(web.Corvane.Id, ActorKind.Partner, Channel.Web, finance, partner))).Shows("account", "phone").ShouldBeTrue();
        (await For(new(web.Corvane.Id, ActorKind.Partner, Channel.Link, null, partner))).Shows("account", "phone").ShouldBeFalse();
    }

    [Fact]
    public async Task What_is_locked_unlisted_or_unchangeable_cannot_be_shared_and_nobody_shares_without_the_permission()
    {
        var owner = await Owner();
        async Task<string?> Refused(Actor actor, string o, string f, Visibility word = Visibility.Visible) =>
            (await Act<ChangeSafelist, Result<int>>(actor, async u => await u.Say([new(o, f, new(), word)], await Draft(), Ct))).Problem
                is { } p
                ? $"{p.Code} {p.Fields?.GetValueOrDefault($"{o}.{f}")}"
                : null;

        (await Refused(owner, "registration", "candidates"))!.ShouldContain("kept inside");
        (await Refused(owner, "opportunity", "hs_secret"))!.ShouldContain("no such field");
        (await Refused(owner, "opportunity", "owner", Visibility.Editable))!.ShouldContain("no way to change");
        var sales = owner with { Permissions = Permissions.Of(StaffRole.Sales) };
        (await Refused(sales, "opportunity", "owner"))!.ShouldStartWith("safelist.forbidden");
        (await Act<PublishSafelist, Result<int>>(sales, u => u.Run(0, null, Ct))).Problem!.Code.ShouldBe("safelist.forbidden");
    }

    [Fact]
    public async Task A_stale_page_changes_nothing_and_a_draft_begun_earlier_is_put_on_top_of_what_was_published_meanwhile()
    {
        var owner = await Owner();
        await Say(owner, new FieldWord("contact", "name", new(), Visibility.Visible));
        var seen = (await Draft())!.Value;
        await Say(owner, new FieldWord("contact", "phone", new(), Visibility.Visible));
        (await Act<PublishSafelist, Result<int>>(owner, u => u.Run(seen, null, Ct))).Problem!.Code.ShouldBe("safelist.draft_changed");
        (
            await Act<ChangeSafelist, Result<int>>(
                owner,
                u => u.Say([new FieldWord("contact", "email", new(), Visibility.Visible)], seen, Ct)
            )
        ).Problem!.Code.ShouldBe("safelist.draft_changed");

        // As two nodes could leave it: a version came while this draft was kept.
        await web.House.Act<EntenteDb, int>(
            Actor.System(web.Corvane.Id),
            async db =>
            {
                var draft = await db.Set<SafelistDraft>().SingleAsync(Ct);
                IReadOnlyList<FieldRule> rules =
                [
                    .. draft.Read().Where(r => r.Object != "contact"),
                    new("contact", "job_title", new(), Visibility.Visible),
                ];
                db.Add(SafelistVersion.Publish(draft.BasedOn + 1, rules, "", null, web.Clock.Now));
                return await db.SaveChangesAsync(Ct);
            }
        );
        seen = (await Draft())!.Value;
        (await Act<PublishSafelist, Result<int>>(owner, u => u.Run(seen, null, Ct))).Problem!.Code.ShouldBe("safelist.stale");
        (await Act<ChangeSafelist, Result>(owner, u => u.CarryOn(seen, Ct))).Problem.ShouldBeNull();
        await Publish(owner);
        foreach (var field in (string[])["name", "phone", "job_title"])
            (await Sees(web.Corvane, "contact", field)).ShouldBeTrue(field);
        (await Act<PublishSafelist, Result<int>>(owner, u => u.Run(0, null, Ct))).Problem!.Code.ShouldBe("safelist.draft_changed");
    }

    [Fact]
    public async Task A_registration_shows_and_lets_change_what_its_stage_allows()
    {
        var owner = await Owner();
        var story = await RegistrationStory.In(web.House);
        var (waiting, approved) = (await story.Submitted(story.Ines, "Stage One"), await story.Approved(story.Ines, "Stage Two"));
        story.LetStand();
        await Say(
            owner,
            new FieldWord("registration", "amount", new(Stage: "InReview"), Visibility.Hidden),
            new FieldWord("registration", "problem", new(Stage: "Approved"), Visibility.Visible),
            new FieldWord("registration", "problem", new(Stage: "Converted"), Visibility.Visible)
        );
        await Publish(owner);

        (await Status(story.Ines, waiting)).Amount.ShouldBeNull();
        (await Status(story.Ines, approved)).Amount.ShouldNotBeNull();
        var change = await Act<Entente.Registrations.Change.ChangeQuery, Entente.Registrations.Change.ChangeView?>(
            story.Ines,
            q => q.Load(approved, false, Ct)
        );
        change!.Hidden.ShouldBe(["problem"]);
        change.Form.Problem.ShouldBeNull();
        await Say(owner, new FieldWord("registration", "amount", new(Stage: "InReview"), null));
        await Publish(owner);
    }

    [Fact]
    public async Task Staff_see_everything_guests_nothing_and_entente_itself_has_to_say_for_whom()
    {
        (await For(await Owner())).Shows("opportunity", "anything").ShouldBeTrue();
        (await For(Actor.Guest(web.Corvane.Id))).Shows("registration", "number").ShouldBeFalse();
        await Should.ThrowAsync<InvalidOperationException>(() => For(Actor.System(web.Corvane.Id)));
    }

    private Task<Entente.Registrations.Status.StatusView> Status(Actor who, string number) =>
        Act<Entente.Registrations.Status.StatusQuery, Entente.Registrations.Status.StatusView>(who, async q => (await q.Load(number, Ct))!);

    private Task<TResult> Act<T, TResult>(Actor actor, Func<T, Task<TResult>> act)
        where T : notnull => web.House.Act(actor, act);

    private Task<int?> Draft() =>
        web.House.Act<EntenteDb, int?>(
            Actor.System(web.Corvane.Id),
            db => db.Set<SafelistDraft>().Select(d => (int?)d.Version).SingleOrDefaultAsync(Ct)
        );

    private async Task Say(Actor owner, params FieldWord[] words) =>
        (await Act<ChangeSafelist, Result<int>>(owner, async u => await u.Say(words, await Draft(), Ct))).Problem.ShouldBeNull();

    private async Task<int> Publish(Actor owner, string? note = null)
    {
        var done = await Act<PublishSafelist, Result<int>>(owner, async u => await u.Run((await Draft())!.Value, note, Ct));
        done.Problem.ShouldBeNull();
        return done.Value;
    }

    private async Task<Actor> Owner() =>
        new(
            web.Corvane.Id,
            ActorKind.Staff,
            Channel.Web,
            await web.AddStaff(StaffRole.Owner, "owner@corvane.example", "Owner"),
            Name: "Owner",
            Permissions: Permissions.Of(StaffRole.Owner)
        );

    private async Task<Projection> For(Actor actor)
    {
        await using var scope = web.House.As(actor);
        return await scope.ServiceProvider.GetRequiredService<Fields>().For(actor);
    }

    private async Task<bool> Sees(WorkspaceCard workspace, string o, string f) =>
        (await For(new(workspace.Id, ActorKind.Partner, Channel.Web, null, partner))).Shows(o, f);

    private async Task<bool> SeesOn(IServiceProvider node, string o, string f)
    {
        await using var scope = node.CreateAsyncScope();
        var actor = new Actor(web.Corvane.Id, ActorKind.Partner, Channel.Web, null, partner);
        scope.ServiceProvider.GetRequiredService<ActorSlot>().Fill(actor);
        return (await scope.ServiceProvider.GetRequiredService<Fields>().For(actor)).Shows(o, f);
    }

    private sealed class HandClock : TimeProvider
    {
        public long Ticks { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Ticks;
    }
}
