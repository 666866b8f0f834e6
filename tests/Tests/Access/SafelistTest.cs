using Entente.Access;
using Entente.Access.Safelist;
using Entente.Platform.Audit;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Access;

/// <summary>What partners see of a record, as the workspace has decided it.</summary>
public sealed class SafelistTest(WebHouse web) : IClassFixture<WebHouse>
{
    private readonly PartnerId partner = Ids.New<PartnerId>(web.Clock.Now);

    [Fact]
    public async Task A_workspace_s_word_changes_what_its_partners_see_and_no_other_workspace_s()
    {
        var owner = await Owner();
        (await Sees(web.Corvane, "opportunity", "probability")).ShouldBeFalse();

        var done = await web.House.Act<SetVisibility, Result>(
            owner,
            u => u.Run(new("opportunity", "probability", new(), Visibility.Visible), default)
        );
        done.Ok.ShouldBeTrue();
        (await Sees(web.Corvane, "opportunity", "probability")).ShouldBeTrue();
        (await Sees(web.Other, "opportunity", "probability")).ShouldBeFalse();

        await web.House.Act<SetVisibility, Result>(owner, u => u.Run(new("opportunity", "probability", new(), Visibility.Hidden), default));
        (await Sees(web.Corvane, "opportunity", "probability")).ShouldBeFalse();
        await using var scope = web.House.As(web.Corvane);
        var (rows, _) = await scope.ServiceProvider.GetRequiredService<AuditReader>().List(new("safelist_rule"), 0, 10, default);
        var rule = rows.First(r => r.Changes.Any(c => c.After == "probability")).Subject;
        rows.Where(r => r.Subject == rule).Select(r => r.Action).ShouldBe(["safelist_rule.changed", "safelist_rule.created"]);
    }

    [Fact]
    public async Task A_word_for_one_role_reaches_only_people_of_that_role()
    {
        var owner = await Owner();
        await web.House.Act<SetVisibility, Result>(
            owner,
            u => u.Run(new("account", "phone", new(Role: "Finance"), Visibility.Visible), default)
        );
        var seller = await web.AddPartnerPerson(partner, PartnerRole.Seller, "seller@kestrelquay.example", "Seller");
        var finance = await web.AddPartnerPerson(partner, PartnerRole.Finance, "finance@kestrelquay.example", "Finance");

        (await For(new(web.Corvane.Id, ActorKind.Partner, Channel.Web, seller, partner))).Shows("account", "phone").ShouldBeFalse();
        (await For(new(web.Corvane.Id, ActorKind.Partner, Channel.Web, finance, partner))).Shows("account", "phone").ShouldBeTrue();
        (await For(new(web.Corvane.Id, ActorKind.Partner, Channel.Link, null, partner))).Shows("account", "phone").ShouldBeFalse();
    }

    [Fact]
    public async Task What_is_locked_or_unlisted_cannot_be_opened_and_not_by_everybody()
    {
        var owner = await Owner();
        async Task<string?> Refused(Actor actor, string o, string f) =>
            (await web.House.Act<SetVisibility, Result>(actor, u => u.Run(new(o, f, new(), Visibility.Visible), default))).Problem?.Code;

        (await Refused(owner, "registration", "candidates")).ShouldBe("safelist.locked");
        (await Refused(owner, "opportunity", "hs_secret")).ShouldBe("safelist.unlisted");
        (await Refused(owner with { Permissions = Permissions.Of(StaffRole.Sales) }, "opportunity", "owner")).ShouldBe(
            "safelist.forbidden"
        );
    }

    [Fact]
    public async Task Staff_see_everything_guests_nothing_and_entente_itself_has_to_say_for_whom()
    {
        (await For(await Owner())).Shows("opportunity", "anything").ShouldBeTrue();
        (await For(Actor.Guest(web.Corvane.Id))).Shows("registration", "number").ShouldBeFalse();
        await Should.ThrowAsync<InvalidOperationException>(() => For(Actor.System(web.Corvane.Id)));
    }

    private async Task<Actor> Owner() =>
        new(
            web.Corvane.Id,
            ActorKind.Staff,
            Channel.Web,
            await web.AddStaff(StaffRole.Owner, "owner@corvane.example", "Owner"),
            Permissions: Permissions.Of(StaffRole.Owner)
        );

    private async Task<Projection> For(Actor actor)
    {
        await using var scope = web.House.As(actor);
        return await scope.ServiceProvider.GetRequiredService<Fields>().For(actor);
    }

    private async Task<bool> Sees(WorkspaceCard workspace, string o, string f) =>
        (await For(new(workspace.Id, ActorKind.Partner, Channel.Web, null, partner))).Shows(o, f);
}
