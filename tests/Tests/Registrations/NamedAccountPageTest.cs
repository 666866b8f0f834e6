using Entente.Access;
using Entente.Partners;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations;
using Entente.Registrations.Publish;
using Entente.Registrations.Rules;
using Entente.Tests.Partners;
using Entente.Tests.Support;

namespace Entente.Tests.Registrations;

/// <summary>The vendor's list of companies that not everybody may register, on the page of territories.</summary>
public sealed class NamedAccountPageTest(WebHouse web) : IClassFixture<WebHouse>
{
    private const string Page = "/w/corvane/settings/territories";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_company_is_named_to_a_partner_found_by_claims_and_taken_off_again()
    {
        var (holder, other) = (await web.House.Made(web.Corvane, "Named Holder"), await web.House.Made(web.Corvane, "Named Other"));
        var maren = await web.Owner();

        var named = await maren.Submit(
            Page,
            ("_handler", "name-account"),
            ("Named.Name", "Strandholt Energi AS"),
            ("Named.Domain", "www.strandholt.example"),
            ("Named.Kind", "Partner"),
            ("Named.Holder", holder.ToString()!),
            ("Named.Reason", "Incumbent since 2024")
        );

        named.Status.ShouldBe(303, named.Text);
        var page = await maren.Open(Page);
        foreach (var words in (string[])["Strandholt Energi AS", "strandholt.example", "Named Holder", "Incumbent since 2024"])
            page.Words.ShouldContain(words);
        (await Standing(holder)).ShouldBe(AccountStanding.Ours);
        (await Standing(other)).ShouldBe(AccountStanding.OtherPartners);

        var twice = await maren.Submit(
            page,
            ("_handler", "name-account"),
            ("Named.Name", "Strandholt"),
            ("Named.Domain", "strandholt.example"),
            ("Named.Kind", "Blocked"),
            ("Named.Reason", "Again")
        );
        twice.Status.ShouldBe(422);
        twice.Document.QuerySelector("#named-domain-error")!.TextContent.ShouldContain("Strandholt Energi AS is on the list already");

        (await maren.Submit(page, ("_handler", Remover(page, "Strandholt Energi AS")))).Status.ShouldBe(303);
        (await Standing(other)).ShouldBe(AccountStanding.Free);
        (await maren.Open(Page)).Words.ShouldNotContain("Strandholt");
    }

    [Fact]
    public async Task What_is_wrong_is_said_beside_its_field_and_stays_in_the_form()
    {
        var maren = await web.Owner();

        var refused = await maren.Submit(
            Page,
            ("_handler", "name-account"),
            ("Named.Name", ""),
            ("Named.Domain", "someone@gmail.com"),
            ("Named.Kind", "Partner"),
            ("Named.Holder", ""),
            ("Named.Reason", "")
        );

        refused.Status.ShouldBe(422);
        foreach (var field in (string[])["name", "domain", "holder", "reason"])
            refused.Document.QuerySelector($"#named-{field}-error").ShouldNotBeNull(field);
        refused.Document.QuerySelector("#named-domain")!.GetAttribute("value").ShouldBe("someone@gmail.com");
        refused.Document.QuerySelector("#input-name-error").ShouldBeNull("nobody draws a territory");
        using var marketing = await web.Staff(StaffRole.Marketing, "names.nothing@corvane.example", "Mia Okafor");
        (await marketing.Get(Page)).Status.ShouldBe(403);
    }

    [Fact]
    public async Task Rules_of_the_policy_about_the_same_company_stand_beside_its_entry()
    {
        var published = await web.House.Act<PublishPolicy, Result<int>>(
            Actor.System(web.Corvane.Id),
            u =>
                u.Run(
                    new(
                        Seen: 1,
                        Policy.Default with
                        {
                            Rules =
                            [
                                new("Key accounts", Scope.Any with { Accounts = ["keyed.example"] }) { WindowDays = 120 },
                                new("All but the keyed", Scope.Any with { Except = ["Keyed Metals"] }) { WindowDays = 60 },
                            ],
                        },
                        "Key accounts have time"
                    ),
                    Ct
                )
        );
        published.Problem.ShouldBeNull();
        var maren = await web.Owner();
        foreach (
            var (name, domain) in (IEnumerable<(string, string)>)[("Keyed Metals", "keyed.example"), ("Plain Metals", "plain.example")]
        )
            (
                await maren.Submit(
                    Page,
                    ("_handler", "name-account"),
                    ("Named.Name", name),
                    ("Named.Domain", domain),
                    ("Named.Kind", "Direct"),
                    ("Named.Reason", "Strategic")
                )
            ).Status.ShouldBe(303);

        var page = await maren.Open(Page);

        Entry(page, "Keyed Metals").ShouldContain("The policy’s rule “Key accounts” names it too.");
        Entry(page, "Keyed Metals").ShouldContain("The policy’s rule “All but the keyed” leaves it out.");
        Entry(page, "Plain Metals").ShouldNotContain("rule");
    }

    private async Task<AccountStanding> Standing(PartnerId partner) =>
        (
            await web.House.Ask(
                PartnerStory.Partner(web.Corvane, partner),
                p => p.Territory(partner, "GB", "strandholt.example", "Somebody", Ct)
            )
        ).Account;

    private static string Entry(WebPage page, string name) =>
        page.Document.QuerySelectorAll("main li").First(l => l.TextContent.Contains(name, StringComparison.Ordinal)).TextContent;

    private static string Remover(WebPage page, string name) =>
        page
            .Document.QuerySelectorAll("main li")
            .First(l => l.TextContent.Contains(name, StringComparison.Ordinal))
            .QuerySelector("input[name=_handler]")!
            .GetAttribute("value")!;
}
