using Entente.Access;
using Entente.Access.Keys;
using Entente.Conflicts.Complaints;
using Entente.Pipeline;
using Entente.Platform.Data;
using Entente.Platform.Files;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations;
using Entente.Registrations.Appeals;
using Entente.Registrations.AskInfo;
using Entente.Registrations.Away;
using Entente.Registrations.Drafts;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Entente.Registrations.Share;
using Entente.Registrations.Submit;
using Entente.Tests.Conflicts;
using Entente.Tests.Pipeline;
using Entente.Tests.Registrations;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Walls;

/// <summary>
/// A partner whose every word is marked: what stands in its claims holds <see cref="Claims"/>, what names it or its people
/// <see cref="Partner"/>. Around it everybody who has no business with it.
/// </summary>
internal sealed partial class CanaryStory(WebHouse web, RegistrationStory story, RegistrationStory others)
{
    public const string Claims = "kzqvw";
    public const string Partner = "pzqvw";

    /// <summary>What staff say among themselves: not even for the partner it is about.</summary>
    public const string Inside = "kzqvwinside";

    /// <summary>The only amount in this house.</summary>
    public const string Amount = "73,913";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public RegistrationStory Story => story;

    public PartnerId Victim => story.Kestrel;

    /// <summary>Personal links of the marked partner, by what they open.</summary>
    public List<string> Keys { get; } = [];

    /// <summary>The number of the claim that both sides talk about.</summary>
    public string Talked { get; private set; } = "";

    /// <summary>Links of the marked partner whose time is over.</summary>
    public List<string> Expired { get; } = [];

    public WebVisitor Owner { get; private set; } = null!;
    public WebVisitor Admin { get; private set; } = null!;
    public WebVisitor OtherPartner { get; private set; } = null!;
    public WebVisitor OtherVendor { get; private set; } = null!;
    public WebVisitor LowerRole { get; private set; } = null!;
    public WebVisitor Deactivated { get; private set; } = null!;
    public WebVisitor DeactivatedPartner { get; private set; } = null!;
    public string ApiKey { get; private set; } = "";
    public string RevokedKey { get; private set; } = "";

    /// <summary>Of the workspace.</summary>
    public string StaffKey { get; private set; } = "";
    public string OtherKey { get; private set; } = "";

    public static async Task<CanaryStory> In(WebHouse web)
    {
        var (story, others) = (await RegistrationStory.In(web.House, mark: Partner), await RegistrationStory.In(web.House));
        var canary = new CanaryStory(web, story, others);
        await canary.People();
        await canary.Happen();
        await canary.HandOut();
        return canary;
    }

    private static ClaimInput Claim(string company) =>
        RegistrationStory.Claim(company) with
        {
            ContactName = "Kzqvwrowan Ashdown",
            ContactRole = "Kzqvwhead of data",
            Problem = "Kzqvwtrace quality issues across six plants before the audit.",
            Amount = Amount,
        };

    private async Task People()
    {
        Owner = await web.Staff();
        LowerRole = await web.Staff(StaffRole.Marketing, "marketing@corvane.example", "Mila Market");
        await Narrow();
        Deactivated = await web.Staff(StaffRole.Owner, "leaver@corvane.example", "Leo Leaver");
        Admin = await web.PartnerPerson(story.Kestrel, PartnerRole.Admin, story.InesEmail, "Pzqvwines Calder");
        DeactivatedPartner = await web.PartnerPerson(story.Kestrel, PartnerRole.Admin, $"gone.{story.InesEmail}", "Pzqvwgil Gone");
        OtherPartner = await web.PartnerPerson(others.Kestrel, PartnerRole.Admin, others.InesEmail, "Olga Other");
        await using (var scope = web.House.As(web.Other))
        {
            (
                await scope.ServiceProvider.GetRequiredService<AccessApi>().AddStaff("hal@halden.example", "Hal Den", StaffRole.Owner)
            ).Problem.ShouldBeNull();
            await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(Ct);
        }
        OtherVendor = await SignInElsewhere("hal@halden.example");
    }

    private async Task Happen()
    {
        await Tiers();
        var sent = await web.House.Act<SubmitRegistration, Result<Receipt>>(
            story.Ines,
            u =>
                u.Run(
                    new(Claim("Kzqvwalpha Foods"), "canary-a")
                    {
                        Files = [new Upload("kzqvwminutes.txt", "Kzqvwminutes of ours"u8.ToArray())],
                    },
                    Ct
                )
        );
        sent.Problem.ShouldBeNull();
        (await story.Approve(sent.Value.Number)).Problem.ShouldBeNull();
        await story.Say(story.Ines, sent.Value.Number);

        var asked = await Sent("Kzqvwbeta Mills");
        await web.House.Act<AskForInfo, Result>(
            story.Maren,
            async u => await u.Run(new(asked, (await story.Load(asked)).Version, InfoTopic.SomethingElse, "Kzqvwhow many plants?"), Ct)
        );
        var declined = await Sent("Kzqvwgamma Works");
        (await story.Refuse(declined, final: true)).Problem.ShouldBeNull();
        var appealed = await web.House.Act<MakeAppeal, Result>(
            story.Ines,
            u =>
                u.Run(
                    new(
                        declined,
                        "Kzqvwplease look again, we met them twice in their plant.",
                        [new(ArtifactKind.Notes, "Kzqvwmet on the fourth")]
                    ),
                    Ct
                )
        );
        appealed.Problem.ShouldBeNull();

        var conflicts = new ConflictStory(web.House, story);
        var contested = await conflicts.TakenUp("Kzqvwdelta Mills");
        contested.Case.ShouldNotBeNull();
        var (connection, account) = await conflicts.Known("Kzqvwalpha Foods");
        await conflicts.Deal(connection, account, "kzqvw-direct");
        await conflicts.Deal(connection, account, "kzqvw-joint");
        foreach (var (partner, role) in new[] { (story.Kestrel, DealRole.Resale), (story.Vantora, DealRole.Services) })
            await web.House.Link(web.House.Corvane, new(connection, "kzqvw-joint", "Kzqvwjoint", account, null, partner, role));
        await conflicts.Sweep();

        var complained = await web.House.Act<MakeComplaint, Result<string>>(
            story.Ines,
            u => u.Run(new(null, declined, "RulesNotFollowed", "Kzqvwcomplaint: we met them twice."), Ct)
        );
        complained.Problem.ShouldBeNull();

        (await web.House.Act<KeepDraft, Result>(story.Ines, d => d.Run(Claim("Kzqvwdraft Dairy"), Ct))).Problem.ShouldBeNull();
        var owner = story.Maren with { Permissions = Permissions.Of(StaffRole.Owner) };
        await web.House.Act<SetAbsence, Result>(
            owner,
            u => u.Run(new(null, DateOnly.FromDateTime(web.Clock.Now.Date), DateOnly.FromDateTime(web.Clock.Now.Date.AddDays(9))), Ct)
        );
        Talked = sent.Value.Number;
        await Talk(sent.Value.Id);
        await Uploads(Admin, "/w/corvane/portal/files");
        await Uploads(Owner, "/w/corvane/registrations/files");
        await Brought();
        (await Owner.Submit("/w/corvane/settings/forms", ("Input.Kind", "Expansion"))).Status.ShouldBe(303);
        await News();
        await web.Work();
        await Leads();
        await Plans();
        await Agreements();
        await Journey();
        await Reviews();
        await Meetings();
        await Targets();
    }

    /// <summary>A file of claims, sent by the partner's own hand or by staff in its name.</summary>
    private async Task Uploads(WebVisitor hand, string root)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, value) in WebPage.ValuesOf((await hand.Open(root)).FormFor([("_handler", "upload")])))
            form.Add(new StringContent(value), name);
        var rows =
            "Partner,Company,Website,Contact,Contact e-mail,Value,Expected close,Need,Stage\n"
            + $"{story.InesEmail.Split('@')[1]},Kzqvwcsv Mills,kzqvwcsv.example,Kzqvwrowan,r@kzqvwcsv.example,73913,2026-05-29,Kzqvwtrace,Evaluation\n";
        form.Add(new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(rows)), "Upload", "kzqvwclaims.csv");
        var uploaded = await hand.Send(HttpMethod.Post, root, form);
        uploaded.Status.ShouldBe(303, uploaded.Text);
        (await hand.Submit(uploaded.Location!, ("Input.Consent", "true"))).Status.ShouldBe(303);
    }

    private async Task HandOut()
    {
        var number = (await Numbers())[0];
        var follow = new SubjectRef("registration", (await story.Load(number)).Id.Value);
        foreach (var lives in (TimeSpan[])[TimeSpan.FromDays(300), TimeSpan.FromMinutes(1)])
        foreach (var (kind, of) in new[] { (LinkKind.Register, (SubjectRef?)null), (LinkKind.Follow, follow), (LinkKind.SignIn, null) })
            (lives.TotalDays > 1 ? Keys : Expired).Add(
                (await RegistrationStory.Link(web.House, story.Ines, kind, lives, of)).Split('/')[^1]
            );
        await HandOutShare(number);
        ApiKey = await Key(story.Ines, "Pzqvwnightly");
        StaffKey = await Key(story.Maren with { Permissions = Permissions.Of(StaffRole.Owner) }, "Simulator");
        RevokedKey = await Key(story.Ines, "Pzqvwold");
        OtherKey = await Key(others.Ines, "Others");
        var admin = story.Ines with { Channel = Channel.Web };
        var old = (await web.House.Act<ApiKeys, IReadOnlyList<ApiKeyRow>>(admin, k => k.List(Ct))).Single(k => k.Name == "Pzqvwold");
        (await web.House.Act<ApiKeys, Result>(admin, k => k.Revoke(old.Id, Ct))).Problem.ShouldBeNull();
        web.Clock.Advance(TimeSpan.FromMinutes(2));
        await using var scope = web.House.As(web.Corvane);
        var access = scope.ServiceProvider.GetRequiredService<AccessApi>();
        foreach (var email in (string[])["leaver@corvane.example", $"gone.{story.InesEmail}"])
            await access.Suspend((await access.Member(email, Ct))!.Person.Id, Ct);
        await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(Ct);
    }

    /// <summary>A claim shown to somebody outside, and another link to that whose time is over.</summary>
    private async Task HandOutShare(string number)
    {
        var made = await web.House.Act<ShareDesk, Result<string>>(
            story.Ines,
            d => d.Make(number, new("Kzqvwarchitect", null, Amounts: true, Days: 90), Ct)
        );
        made.Problem.ShouldBeNull();
        var share = (await web.House.Act<ShareDesk, IReadOnlyList<ShareRow>?>(story.Ines, d => d.List(number, Ct)))!.Single();
        Keys.Add(made.Value.Split('/')[^1]);
        var over = await RegistrationStory.Link(
            web.House,
            story.Ines,
            LinkKind.Share,
            TimeSpan.FromMinutes(1),
            new(ClaimShareId.SubjectKind, share.Id)
        );
        Expired.Add(over.Split('/')[^1]);
    }

    public async Task<IReadOnlyList<string>> Numbers() =>
        await web.House.Act<EntenteDb, IReadOnlyList<string>>(
            Actor.System(web.Corvane.Id),
            async db =>
                await db.Read(
                    "select number from registration where partner_id = $1 order by number",
                    r => r.GetString(0),
                    Ct,
                    Victim.Value
                )
        );

    private async Task<string> Key(Actor who, string name)
    {
        var made = await web.House.Act<ApiKeys, Result<string>>(
            who with
            {
                Channel = Channel.Web,
            },
            k => k.Make(name, [.. who.Partner is null ? ApiScopes.All : ApiScopes.OfPartners], Ct)
        );
        made.Problem.ShouldBeNull();
        return made.Value;
    }

    /// <summary>By a link, as mail would bring it: the other vendor has its own outbox.</summary>
    private async Task<WebVisitor> SignInElsewhere(string email)
    {
        string link;
        await using (var scope = web.House.As(web.Other))
        {
            var access = scope.ServiceProvider.GetRequiredService<AccessApi>();
            var person = (await access.Member(email, Ct))!.Person.Id;
            link = new Uri(await access.IssueLink(LinkKind.SignIn, person, null, null, web.Clock.Now.AddHours(1), Ct)).PathAndQuery;
            await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(Ct);
        }
        var visitor = web.Guest();
        (await visitor.Submit(link)).Status.ShouldBe(303);
        return visitor;
    }

    private async Task<string> Sent(string company)
    {
        var receipt = await story.Submit(story.Ines, Claim(company));
        receipt.Problem.ShouldBeNull();
        return receipt.Value.Number;
    }
}
