using System.Collections.Concurrent;
using System.Net.Sockets;
using Entente.Registrations.Rules;
using Entente.Tests.Support;

namespace Entente.Tests.Crash;

/// <summary>
/// The people outside: somebody of a partner who sends forms by a personal link, and later logs first meetings and withdraws in the portal;
/// somebody of the vendor who decides. All press again what was not answered, as one does after "this site cannot be reached".
/// </summary>
internal sealed class Clients(Uri app, string link) : IDisposable
{
    private readonly WebVisitor partner = new(app);
    private readonly WebVisitor member = new(app);
    private readonly WebVisitor staff = new(app);

    public List<Claim> Claims { get; } = [];

    /// <summary>Answers nobody expected: none of them is a crash's doing, because a dead app does not answer.</summary>
    public ConcurrentQueue<string> Surprises { get; } = new();

    public int Repeats => Claims.Sum(c => Math.Max(0, c.Tries - 1));

    public async Task SignIn(string door, string portal)
    {
        await Enter(staff, door);
        await Enter(member, portal);
        await partner.Open(link);
    }

    public void Add(int count)
    {
        for (var i = 0; i < count; i++)
            Claims.Add(new(Claims.Count));
    }

    /// <summary>Sends, decides and acts on what is not answered yet, all at once, until it is done or the app is gone.</summary>
    public Task Work() => Task.WhenAll(Claims.Where(c => !c.IsSettled).Select(Advance));

    public void Dispose()
    {
        partner.Dispose();
        member.Dispose();
        staff.Dispose();
    }

    private static async Task Enter(WebVisitor visitor, string door)
    {
        var entered = await visitor.Submit(door, []);
        entered.Status.ShouldBe(303, entered.Text);
        // Tabs of one browser share the cookie that guards forms: it must be there before many are opened at once.
        await visitor.Open(entered.Location!);
    }

    private async Task Advance(Claim claim)
    {
        try
        {
            if (claim.Number is null)
                await Send(claim);
            if (claim is { Number: not null, Decided: false })
                await Decide(claim);
            if (claim is { Bound: true, NeedsAct: true, Acted: false })
                await Act(claim);
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException or SocketException)
        {
            // The app was killed. What was sent may have arrived or not: it is sent again.
        }
    }

    private async Task Send(Claim claim)
    {
        if (claim.Form is null)
        {
            var page = await partner.Get(link);
            if (!IsExpected(page, 200, "the form"))
                return;
            claim.Form = page;
        }
        claim.Tries++;
        var site = claim.Company.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant() + ".example";
        var sent = await partner.Submit(
            claim.Form,
            ("Input.Company", claim.Company),
            ("Input.Domain", site),
            ("Input.Country", "GB"),
            ("Input.ContactName", "Rowan Ashdown"),
            ("Input.ContactEmail", "r.ashdown@" + site),
            ("Input.Problem", "Trace quality issues across six plants."),
            ("Input.Stage", "Evaluation"),
            ("Input.Amount", "84,000"),
            ("Input.CloseDate", "2027-12-29"),
            ("Input.Consent", "true")
        );
        if (IsExpected(sent, 303, "a sent form"))
            claim.Number = sent.Location!.Split('/')[^1];
    }

    private async Task Decide(Claim claim)
    {
        var page = await staff.Get($"/w/{RealVendor.Slug}/registrations/{claim.Number}");
        if (!IsExpected(page, 200, "the review page"))
            return;
        if (page.Document.QuerySelector("[name='Input.Act']") is null)
        {
            // A decision whose answer was lost.
            claim.Decided = true;
            return;
        }
        var decided =
            claim.Fate is Fate.Declined
                ? await staff.Submit(page, ("Input.Act", "decline"), ("Input.Reason", nameof(RefusalReason.NotQualified)))
                : await staff.Submit(page, ("Input.Act", "approve"));
        if (IsExpected(decided, 303, "a decision"))
            claim.Decided = true;
    }

    // The first meeting, or the claim taken back.
    private async Task Act(Claim claim)
    {
        var form = claim.Fate is Fate.Withdrawn ? "withdraw" : "meet";
        var page = await member.Get($"/w/{RealVendor.Slug}/portal/deals/{claim.Number}");
        if (!IsExpected(page, 200, "the deal's page"))
            return;
        if (page.Document.QuerySelector($"[name='_handler'][value='{form}']") is null)
        {
            // An act whose answer was lost.
            claim.Acted = true;
            return;
        }
        if (IsExpected(await member.Submit(page, ("_handler", form)), 303, form))
            claim.Acted = true;
    }

    private bool IsExpected(WebPage page, int status, string what)
    {
        if (page.Status == status)
            return true;
        Surprises.Enqueue($"{what} of {page.Path} was answered {page.Status}: {page.Words}");
        return false;
    }
}
