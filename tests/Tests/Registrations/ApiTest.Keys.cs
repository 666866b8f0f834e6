using Entente.Access;
using Entente.Access.Http;
using Entente.Access.Keys;
using Entente.Platform.Values;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Registrations;

// What a key opens, and how long.
public sealed partial class ApiTest
{
    [Fact]
    public async Task Keys_open_what_their_scopes_say_while_their_maker_is_a_member_and_until_they_are_revoked()
    {
        var story = await RegistrationStory.In(web.House);
        using var reader = await Partner(story, ApiScopes.ReadRegistrations);
        (await Get(reader, Root)).Status.ShouldBe(200);
        var lacking = await Post(reader, Root, Claim("Not Allowed"), "scope");
        (lacking.Status, (string?)lacking.Json["code"]).ShouldBe((403, "api.scope"));

        using var nobody = new HttpClient { BaseAddress = new(web.Url) };
        (await Get(nobody, Root)).Status.ShouldBe(401);
        nobody.DefaultRequestHeaders.Add("Authorization", "Bearer corvane.guessed");
        (await Get(nobody, Root)).Status.ShouldBe(401);
        (await web.Guest().Get($"/w/corvane/settings/keys")).Status.ShouldNotBe(200);

        var admin = Admin(story);
        var key = (await web.House.Act<ApiKeys, IReadOnlyList<ApiKeyRow>>(admin, k => k.List(Ct)))[0];
        key.LastUsed.ShouldNotBeNull();
        (await web.House.Act<ApiKeys, Result>(story.Jonah, k => k.Revoke(key.Id, Ct))).Problem.ShouldNotBeNull("another partner’s seller");
        (await web.House.Act<ApiKeys, Result>(admin, k => k.Revoke(key.Id, Ct))).Problem.ShouldBeNull();
        (await Get(reader, Root)).Status.ShouldBe(401);
    }

    [Fact]
    public async Task A_key_of_the_other_workspace_reaches_nothing_here()
    {
        var story = await RegistrationStory.In(web.House);
        using var api = await Partner(story);
        var key = api.DefaultRequestHeaders.Authorization!.Parameter!;
        using var moved = new HttpClient { BaseAddress = new(web.Url) };
        moved.DefaultRequestHeaders.Add("Authorization", $"Bearer halden.{key.Split('.')[1]}");

        (await Get(moved, Root)).Status.ShouldBe(401);
    }

    [Fact]
    public async Task A_workspace_key_registers_for_a_partner_by_its_domain_and_cannot_answer_for_it()
    {
        var story = await RegistrationStory.In(web.House);
        var staff = story.Maren with { Permissions = Permissions.Of(StaffRole.Owner) };
        using var api = await Client(staff, [.. ApiScopes.All]);
        var domain = story.InesEmail.Split('@')[1];

        (await Post(api, Root, Claim("On Behalf"), "b1")).Json["errors"]!.AsObject().Select(e => e.Key).ShouldBe(["partner"]);
        var sent = await Post(api, Root, Claim("On Behalf").Replace("{", $"{{\"partner\":\"{domain}\",", StringComparison.Ordinal), "b1");

        sent.Status.ShouldBe(201, sent.Text);
        (await story.Load((string)sent.Json["number"]!)).PartnerId.ShouldBe(story.Kestrel);
        (await Post(api, $"{Root}/{sent.Json["number"]}/withdraw", "", null)).Status.ShouldBe(403);
    }

    [Fact]
    public async Task A_key_that_asks_too_often_is_told_how_long_to_wait_and_others_are_not_held_up()
    {
        var story = await RegistrationStory.In(web.House);
        var limits = web.Services.GetRequiredService<ApiLimits>();
        var usual = limits.PerMinute;
        limits.PerMinute = 3;
        using var eager = await Partner(story);
        for (var n = 0; n < 3; n++)
            await Get(eager, Root);
        var held = await Get(eager, Root);
        limits.PerMinute = usual;
        using var calm = await Partner(story);

        held.Status.ShouldBe(429);
        held.Headers.RetryAfter!.Delta!.Value.ShouldBeGreaterThan(TimeSpan.Zero);
        (await Get(calm, Root)).Status.ShouldBe(200);
    }
}
