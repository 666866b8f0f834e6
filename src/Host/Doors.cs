using System.Security.Cryptography;
using System.Text;
using Entente.Access;
using Entente.Demo;
using Entente.Partners.Links;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;

namespace Entente.Host;

/// <summary>
/// The ways in that <c>./run</c> prints: for the demo, sign-in links ready made and fresh at every start; for a workspace of one's own
/// its sign-in page; on an empty database the first-run page.
/// </summary>
/// <param name="Links">By name, as they stand in <c>run.json</c>.</param>
internal sealed record Doors(IReadOnlyDictionary<string, string> Links)
{
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
            return new(new Dictionary<string, string> { ["setup"] = host.Address + "/setup" });
        if (!StoryMark.WasTold(folder) || workspaces.FirstOrDefault(w => w.Slug == Story.Slug) is not { } demo)
            return new(new Dictionary<string, string> { ["staff"] = $"{host.Address}/w/{workspaces[0].Slug}/sign-in" });

        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActorSlot>().Fill(Actor.System(demo.Id, Channel.Console));
        return new(await Open(scope.ServiceProvider, host.Address, ct));
    }

    /// <summary>A short, friendly block for the terminal.</summary>
    public string Words(string app, SandboxProcess? sandbox)
    {
        var words = new StringBuilder().AppendLine().AppendLine($"Entente answers at {app}");
        foreach (var (name, link) in Links)
            words.AppendLine($"  {Label(name), -42}{link}");
        if (sandbox is not null)
            words.AppendLine($"  {"The CRM's side, a sandbox:", -42}{sandbox.HubSpotUrl}");
        return words.Append("Ctrl-C stops it.").ToString();
    }

    private static string Label(string name) =>
        name switch
        {
            "setup" => "Begin here:",
            "staff" => $"Staff, as {Story.StaffName}:",
            "partner" => $"Partner, as {Story.PartnerName}:",
            "register" => "Register a deal without a login:",
            _ => name,
        };

    private static async Task<Dictionary<string, string>> Open(IServiceProvider services, string publicUrl, CancellationToken ct)
    {
        var access = services.GetRequiredService<AccessApi>();
        var staff = await access.Member(Story.StaffEmail, ct);
        var partner = await access.Member(Story.PartnerEmail, ct);
        var links = new Dictionary<string, string>();
        var expires = services.GetRequiredService<TimeProvider>().GetUtcNow().AddDays(Days);
        if (staff is { Active: true })
            links["staff"] = await Fresh(access, staff.Person.Id, expires, ct);
        if (partner is { Active: true })
            links["partner"] = await Fresh(access, partner.Person.Id, expires, ct);
        await services.GetRequiredService<EntenteDb>().SaveChangesAsync(ct);
        if (partner is { Active: true, Partner: { } company })
        {
            // The same link at every start at this address: it stands on the partner's page, and somebody may have kept it.
            var input = new IssueRegistrationLink.Input(company, partner.Person.Id, Submission: At(publicUrl));
            var issued = await ActivatorUtilities.GetServiceOrCreateInstance<IssueRegistrationLink>(services).Run(input, ct);
            if (issued.Ok)
                links["register"] = issued.Value;
        }
        return links;
    }

    // Only the newest door opens: those of earlier starts may lie about in logs.
    private static async Task<string> Fresh(AccessApi access, PersonId person, DateTimeOffset expires, CancellationToken ct)
    {
        await access.RevokeLinks(LinkKind.SignIn, person, ct);
        return await access.IssueDoor(person, expires, ct);
    }

    private static Guid At(string publicUrl) => new(SHA256.HashData(Encoding.UTF8.GetBytes("door " + publicUrl)).AsSpan(0, 16));
}
