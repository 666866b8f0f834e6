using System.Security.Cryptography;
using System.Text;
using Entente.Access;
using Entente.Demo;
using Entente.Partners.Links;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Portal.Setup;

namespace Entente.Host;

/// <summary>
/// The ways in that <c>./run</c> prints: for the demo, sign-in links ready made and fresh at every start; for a workspace of one's own
/// a link that lets its owner in once, and its sign-in page; on an empty database the first-run page with its key.
/// </summary>
internal sealed record Doors(IReadOnlyList<Doors.Door> All)
{
    /// <param name="Name">As it stands in <c>run.json</c>.</param>
    /// <param name="Label">As it stands in the terminal.</param>
    public sealed record Door(string Name, string Label, string Link);

    private const int Days = 30;

    public static async Task<Doors> Make(
        HostOptions host,
        string folder,
        IServiceProvider services,
        IReadOnlyList<WorkspaceCard> workspaces,
        CancellationToken ct
    )
    {
        if (workspaces.Count == 0)
            return new([new("setup", "Begin here:", host.Address + services.GetRequiredService<SetUp>().Path)]);
        var demo = StoryMark.WasTold(folder) ? workspaces.FirstOrDefault(w => w.Slug == Story.Slug) : null;

        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActorSlot>().Fill(Actor.System((demo ?? workspaces[0]).Id, Channel.Console));
        return new(
            demo is null
                ? await OfOwner(scope.ServiceProvider, $"{host.Address}/w/{workspaces[0].Slug}/sign-in", ct)
                : await OfDemo(scope.ServiceProvider, host.Address, ct)
        );
    }

    /// <summary>A short, friendly block for the terminal.</summary>
    public string Words(string app, SandboxProcess? sandbox)
    {
        var words = new StringBuilder().AppendLine().AppendLine($"Entente answers at {app}");
        foreach (var door in All)
            words.AppendLine($"  {door.Label, -42}{door.Link}");
        if (sandbox is not null)
            words.AppendLine($"  {"The CRM's side, a sandbox:", -42}{sandbox.HubSpotUrl}");
        // The demo is connected already; whoever begins anew needs it on the CRM's page.
        if (sandbox is not null && !All.Any(d => d.Name is "partner"))
            words.AppendLine($"  {"To connect it as HubSpot, token:", -42}{sandbox.Keys.HubSpotToken}");
        return words.Append("Ctrl-C stops it.").ToString();
    }

    private static async Task<IReadOnlyList<Door>> OfDemo(IServiceProvider services, string publicUrl, CancellationToken ct)
    {
        var access = services.GetRequiredService<AccessApi>();
        var staff = await access.Member(Story.StaffEmail, ct);
        var partner = await access.Member(Story.PartnerEmail, ct);
        var doors = new List<Door>();
        var expires = services.GetRequiredService<TimeProvider>().GetUtcNow().AddDays(Days);
        if (staff is { Active: true })
            doors.Add(new("staff", $"Staff, as {Story.StaffName}:", await Fresh(access, staff.Person.Id, expires, ct)));
        if (partner is { Active: true })
            doors.Add(new("partner", $"Partner, as {Story.PartnerName}:", await Fresh(access, partner.Person.Id, expires, ct)));
        await services.GetRequiredService<EntenteDb>().SaveChangesAsync(ct);
        if (partner is { Active: true, Partner: { } company })
        {
            // The same link at every start at this address: it stands on the partner's page, and somebody may have kept it.
            var input = new IssueRegistrationLink.Input(company, partner.Person.Id, Submission: At(publicUrl));
            var issued = await ActivatorUtilities.GetServiceOrCreateInstance<IssueRegistrationLink>(services).Run(input, ct);
            if (issued.Ok)
                doors.Add(new("register", "Register a deal without a login:", issued.Value));
        }
        return doors;
    }

    // Whoever starts the program may let its owner in: no mail has to arrive anywhere for that. Once, within a day.
    private static async Task<IReadOnlyList<Door>> OfOwner(IServiceProvider services, string signIn, CancellationToken ct)
    {
        var access = services.GetRequiredService<AccessApi>();
        if ((await access.Staff(ct)).FirstOrDefault(m => m.StaffRole is StaffRole.Owner) is not { Person: var owner })
            return [new("staff", "Sign in:", signIn)];
        var expires = services.GetRequiredService<TimeProvider>().GetUtcNow().AddDays(1);
        var db = services.GetRequiredService<EntenteDb>();
        await using var held = await db.Hold(["console-door"], ct);
        // Those of earlier starts may lie about in logs.
        await access.RevokeDoors(owner.Id, ct);
        var link = await access.IssueConsoleLink(owner.Id, expires, ct);
        await held.Save(ct);
        return [new("staff", $"Once, as {owner.Name}:", link), new("signIn", "Sign in by mail:", signIn)];
    }

    // Only the newest door opens: those of earlier starts may lie about in logs.
    private static async Task<string> Fresh(AccessApi access, PersonId person, DateTimeOffset expires, CancellationToken ct)
    {
        await access.RevokeLinks(LinkKind.SignIn, person, ct);
        return await access.IssueDoor(person, expires, ct);
    }

    private static Guid At(string publicUrl) => new(SHA256.HashData(Encoding.UTF8.GetBytes("door " + publicUrl)).AsSpan(0, 16));
}
