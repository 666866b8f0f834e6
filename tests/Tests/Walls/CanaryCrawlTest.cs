using Entente.Access;
using Entente.Access.Http;
using Entente.Platform.Values;
using Entente.Tests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Walls;

/// <summary>
/// Nobody who has no business with a partner's claims finds a word, a number, an id or a file of them, wherever they look, and nothing that they
/// send changes any of it. What there is to look at comes from the app's own table of endpoints and from the database's own catalogue.
/// </summary>
public sealed class CanaryCrawlTest(WebHouse web) : IClassFixture<WebHouse>
{
    // What no row of this house fills: each with the reason why nothing of a partner can stand there.
    private static readonly string[] Unfilled =
    [
        "/c/{Key}", // a form that waits for its address to be confirmed; PublicFormTest holds that each key opens its own
        "/lost", // what every address shows that is not there
        "/register/{Slug}", // the open form, closed until a vendor opens it; PublicFormTest
        "/w/{Slug}/settings/crm/map", // read from a CRM that answers
        "/w/{Slug}/partners/import/companies", // read from a CRM that answers; CompaniesImportContract
        "/w/{Slug}/settings/motions/{Motion}", // the vendor’s own stages, a motion’s name in the address
        "/w/{Slug}/settings/credit/{Motion}", // the vendor’s own rule of credit, a motion’s name in the address
        "/w/{Slug}/settings/tiers/{Type}", // the vendor’s own plans, a type’s name in the address; TierPagesTest
        "/w/{Slug}/settings/tiers/{Type}/what-if",
        "/w/{Slug}/settings/policy/draft/rule", // the vendor's own rules, a rule's number in the query
        "/w/{Slug}/duplicates/said", // what people said of accounts; DuplicatesPageTest
        "/panel", // opened by a CRM's signature; PanelTest
        "/w/{Slug}/settings/crm/callback", // needs a sign-in to a CRM that has begun
        "/w/{Slug}/settings/crm/consent",
        "/w/{slug}/sso/{id:guid}", // sends people to their own provider; SamlSignInTest, OidcSignInTest
        "/w/{slug}/saml/done",
        "/w/{slug}/oidc/callback",
        // Answers a company's directory alone, by a token that no identity of this story has; ScimTest goes over it as staff, partners, strangers.
        "/w/{slug}/scim/v2/{**rest}",
        "/w/{slug}/scim/v2/Groups",
        "/w/{slug}/scim/v2/Groups/{id}",
        "/w/{slug}/scim/v2/ResourceTypes",
        "/w/{slug}/scim/v2/ResourceTypes/{id}",
        "/w/{slug}/scim/v2/Schemas",
        "/w/{slug}/scim/v2/Schemas/{id}",
        "/w/{slug}/scim/v2/ServiceProviderConfig",
        "/w/{slug}/scim/v2/Users",
        "/w/{slug}/scim/v2/Users/{id}",
        "/w/{Slug}/registrations/probes/{Id:guid}", // an alarm; ProbingTest
        "/w/{Slug}/settings/privacy/{Id:guid}", // a request about a person, opened by an owner; PrivacyPagesTest holds who may
        "/w/{slug}/settings/privacy/{id:guid}/person.zip",
        "/w/{Slug}/unsubscribe/{Token}", // opened by the address in a mail alone; NoticePagesTest
        "/w/{slug}/notifications/{id:guid}", // leads each person on from their own; NoticePagesTest
        "/w/{Slug}/act/{Token}", // opened by the address in a mail alone; MailActTest
        "/w/{Slug}/plans/tick/{Token}", // opened by the address in a mail alone; PlanActsTest
        "/w/{Slug}/settings/plans/{Motion}", // the vendor’s own templates, a motion’s name in the address; PlanPagesTest
        "/w/{Slug}/settings/onboarding/{Type}", // the vendor’s own steps, a type’s name in the address; JourneyPagesTest
        "/w/{Slug}/settings/onboarding/segment/{Segment}", // the vendor’s own steps for a segment of partners; AimedJourneyPagesTest
        "/f/{ticket}", // known on the files’ own host alone; FilesHostTest
        "/w/{slug}/news/{token}", // leads on from a text by an address that the key ring closed; AnnouncementPagesTest
        "/w/{slug}/mail-in/{id:guid}/files/{no:int}", // what came with a mail, of which this story has none; SetAsideTest
        "/w/{Slug}/settings/mail-in", // the vendor’s own mail providers; MailHookTest
        "/w/{Slug}/settings/slack", // the vendor’s own app in Slack, of which this story has none; SlackPagesTest
        "/w/{Slug}/settings/slack/connect",
        "/w/{Slug}/settings/slack/callback", // needs a sign-in to Slack that has begun
        "/w/{Slug}/settings/teams", // the vendor’s own bot in Teams, of which this story has none; TeamsPagesTest
        "/w/{slug}/settings/teams/manifest", // the same
        "/w/{Slug}/teams/link/{Token}", // opened by an address that one Teams account alone was given; TeamsPagesTest
        "/w/{Slug}/slack/link/{Token}", // opened by an address that one Slack account alone was given; SlackPagesTest
        "/w/{Slug}/recruitment/{Number}", // a company that is nobody’s partner yet, of which this story has none; RecruitmentPagesTest
        "/apply/{Slug}", // closed until the vendor opens it; RecruitmentPagesTest
        "/w/{Slug}/settings/people/{Id}", // the vendor's own people, a person's id in the address; RolesTest
        "/w/{Slug}/settings/roles/{Id}", // the workspace's own roles, of which this story has none; RolesTest
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_of_a_partner_reaches_who_has_no_business_with_it()
    {
        var canary = await CanaryStory.In(web);
        var tokens = await Read();
        var ids = tokens.Belonging(canary.Victim.Value, canary.Story.Ines.Person!.Value.Value);
        var living = await Living(canary, tokens, ids);
        Whole(living);

        var before = Prints(await Read(), ids);
        var found = new List<string>();
        var (asked, posted) = (0, 0);
        foreach (var snoop in Snoops.Of(web, canary, tokens.All, ids))
        {
            using var _ = snoop;
            foreach (var address in living.SelectMany(l => l.Value.SelectMany(a => Questions(l.Key, a.Address))).Distinct())
            foreach (var path in snoop.Paths(address))
            {
                asked++;
                found.AddRange(snoop.Find(path, await snoop.Get(path)));
            }
            foreach (var (route, pages) in living.Where(l => l.Key.Rule is not OpenAttribute && !snoop.MaySend))
            foreach (var (address, page) in pages.Where(p => !snoop.IsTheirs(p.Address)))
            foreach (var path in snoop.Paths(address))
            {
                posted++;
                found.AddRange(snoop.Find("POST " + path, await snoop.Post(path, page)));
            }
        }
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{living.Count} routes, {living.Sum(l => l.Value.Count)} addresses, {ids.Count} ids; {asked} read, {posted} sent."
        );

        found.AddRange(await Inside(canary, living));
        found.ShouldBeEmpty(string.Join('\n', found.Distinct().Take(40)));
        Prints(await Read(), ids).ShouldBe(before);
        await Sending_is_heard(canary, living);
        (await ClosedPlaces.Unmarked(web.House, Ct)).ShouldBeEmpty("mark it with [Sealed], or say why nobody closes it anew");
    }

    /// <summary>What staff say among themselves about a claim: its own partner finds it nowhere, signed in or by any link; staff do.</summary>
    private async Task<List<string>> Inside(CanaryStory canary, Dictionary<Route, List<(string Address, WebPage Page)>> living)
    {
        var found = new List<string>();
        using var guest = web.Guest();
        foreach (var (address, _) in living.SelectMany(l => l.Value))
        foreach (var visitor in (WebVisitor[])[canary.Admin, guest])
            if ((await visitor.Get(address)).Text.Contains(CanaryStory.Inside, StringComparison.OrdinalIgnoreCase))
                found.Add($"the partner itself: {address} says what is internal");
        living
            .SelectMany(l => l.Value)
            .Count(a => a.Page.Text.Contains(CanaryStory.Inside, StringComparison.OrdinalIgnoreCase))
            .ShouldBeGreaterThan(1, "staff must see it, or looking for it proves nothing");
        return found;
    }

    /// <summary>The same form, sent in the same way by who may: otherwise nothing above would prove anything.</summary>
    private async Task Sending_is_heard(CanaryStory canary, Dictionary<Route, List<(string Address, WebPage Page)>> living)
    {
        var before = Prints(await Read(), [canary.Victim.Value]);
        var (_, pages) = living.First(l => l.Key.Pattern.EndsWith("/partners/{Id}", StringComparison.OrdinalIgnoreCase));
        foreach (var (address, page) in pages)
            await Snoop.Send(canary.Owner, address, page);
        foreach (
            var (address, page) in living.Single(l => l.Key.Pattern.EndsWith("/portal/deals/{Number}", StringComparison.Ordinal)).Value
        )
            await Snoop.Send(canary.Admin, address, page);
        Prints(await Read(), [canary.Victim.Value]).ShouldNotBe(before);
    }

    /// <summary>For each route the addresses that show something to somebody who may see it, with what it shows them.</summary>
    private async Task<Dictionary<Route, List<(string Address, WebPage Page)>>> Living(CanaryStory canary, Tokens tokens, HashSet<Guid> ids)
    {
        var numbers = tokens
            .Values("number", ids, 10)
            .Prepend(canary.Talked)
            .Concat(tokens.Values("number", tokens.All, 10))
            .Distinct()
            .ToList();
        var rows = tokens
            .Values(null, ids)
            .Concat(tokens.Values(null, tokens.All, 3))
            .Distinct()
            .Where(i => Guid.TryParse(i, out _))
            .Select(i => i.Replace("-", "", StringComparison.Ordinal))
            .ToList();
        IReadOnlyList<string> Values(string name) =>
            name switch
            {
                "slug" => ["corvane"],
                "key" => canary.Keys,
                "tab" => CanaryStory.Tabs,
                "number" => numbers,
                "code" => ["404"],
                "documentname" => ["v1"],
                "object" => ["registration"],
                "reference" => numbers,
                "person" => [canary.Story.Ines.Person!.Value.Short()],
                "field" => ["company"],
                "kind" => ["registration", "partner", "opportunity", "conflict"],
                _ => rows,
            };
        using var api = new WebVisitor(new(web.Url));
        api.Http.DefaultRequestHeaders.Authorization = new("Bearer", canary.ApiKey);
        using var staffApi = new WebVisitor(new(web.Url));
        staffApi.Http.DefaultRequestHeaders.Authorization = new("Bearer", canary.StaffKey);
        using var guest = web.Guest();

        var living = new Dictionary<Route, List<(string Address, WebPage Page)>>();
        foreach (var route in Surface.Of(web.Services.GetRequiredService<IEnumerable<EndpointDataSource>>()).Where(r => r.Reads))
        {
            var entitled = route.Rule switch
            {
                ByKeyAttribute { Scope: ApiScopes.ReadSafelist or ApiScopes.ReadSegments } => staffApi,
                ByKeyAttribute => api,
                ByLinkAttribute or OpenAttribute => guest,
                PartnerSideAttribute => canary.Admin,
                _ => canary.Owner,
            };
            var (seen, dead) = (new List<(string Address, WebPage Page)>(), 0);
            foreach (var address in route.Addresses(Values))
                if (seen.Count < 3 && await entitled.Get(address) is { Status: 200 or 303 or 302 } page)
                    seen.Add((address, page));
                else if (seen.Count == 3 && dead++ > 0)
                    break;
            living[route] = seen;
        }
        return living;
    }

    /// <summary>A route that is added tomorrow must be looked at: by a row of this story, or with a reason.</summary>
    private static void Whole(Dictionary<Route, List<(string Address, WebPage Page)>> living)
    {
        var unseen = living
            .Where(l => l.Value.Count == 0 && !l.Key.Pattern.StartsWith("/setup", StringComparison.Ordinal))
            .Select(l => l.Key.Pattern)
            .Except(Unfilled, StringComparer.OrdinalIgnoreCase)
            .Order()
            .ToList();
        unseen.ShouldBeEmpty($"Nothing of the story shows there: {string.Join(' ', unseen)}");
    }

    private static IEnumerable<string> Questions(Route route, string address) =>
        [
            address,
            .. route.Questions.Select(q => $"{address}?{q}={CanaryStory.Claims}alpha"),
            .. route.Questions.Select(q => $"{address}?{q}=1"),
        ];

    private async Task<Tokens> Read() => await Tokens.Of(web.House.AppConnection, web.Corvane.Id.Value, Ct);

    // What is kept of anybody's coming and going is not the partner's.
    private static SortedDictionary<string, string> Prints(Tokens tokens, HashSet<Guid> ids) =>
        tokens.Print(
            ids,
            "audit_entry",
            "audit_value",
            "audit_seal",
            "due_item",
            "job",
            "session",
            "outbox_event",
            "handled_event",
            "api_key"
        );
}
