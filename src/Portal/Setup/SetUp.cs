using System.Security.Cryptography;
using System.Text;
using Entente.Access;
using Entente.Access.SignIn;
using Entente.Platform.Data;
using Entente.Platform.Secrets;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Portal.Setup;

/// <summary>What the first-run page asks.</summary>
public sealed class SetUpInput
{
    public string? Company { get; set; }
    public string? Slug { get; set; }
    public string? TimeZone { get; set; }
    public string? Currency { get; set; }
    public string? Name { get; set; }
    public string? Email { get; set; }
}

/// <summary>
/// The first run: creates the workspace and its owner, and signs the owner in. Only while there is no workspace at all, and only for
/// whoever holds the key: it stands in the link that the program prints where it was started.
/// </summary>
public sealed class SetUp(Workspaces workspaces, IServiceScopeFactory scopes) : IDisposable
{
    private readonly SemaphoreSlim one = new(1);
    private readonly string key = Tokens.New();

    /// <summary>The address of the first run, key included; a new one at every start of the program.</summary>
    public string Path => "/setup?key=" + key;

    public bool IsKey(string? given) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given ?? ""), Encoding.UTF8.GetBytes(key));

    public async Task<bool> IsOpen(CancellationToken ct) => (await workspaces.All(ct)).Count == 0;

    /// <summary>The slug, and the secret of the owner's session. Refused: something is missing or malformed, or it is already set up.</summary>
    public async Task<Result<(string Slug, string Session)>> Run(SetUpInput input, string? key, string device, CancellationToken ct)
    {
        if (!IsKey(key))
            return Problem.Forbidden("setup.key", "This is not the link that Entente printed when it was started last.");
        await one.WaitAsync(ct);
        try
        {
            if (!await IsOpen(ct))
                return Problem.Conflict("setup.done", "Entente is already set up here.");
            var slug = string.IsNullOrWhiteSpace(input.Slug) ? ShortName.Of(input.Company ?? "") : input.Slug.Trim();
            var (zone, currency) = (input.TimeZone ?? "", (input.Currency ?? "").Trim().ToUpperInvariant());
            var wrong = Company(
                Workspaces.WhyNot(slug, input.Company ?? "", zone, currency),
                nameless: string.IsNullOrWhiteSpace(input.Slug)
            );
            if (Faults.Of(wrong, AccessApi.WhyNotPerson(input.Email, input.Name)) is { } invalid)
                return invalid;
            var created = await workspaces.Create(slug, input.Company ?? "", zone, currency, brandHue: 272, ct);
            if (!created.Ok)
                return created.Problem;

            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<ActorSlot>().Fill(Actor.System(created.Value.Id, Channel.Web));
            var access = scope.ServiceProvider.GetRequiredService<AccessApi>();
            var owner = (await access.AddStaff(input.Email!, input.Name!, StaffRole.Owner, ct)).Value;
            var session = scope.ServiceProvider.GetRequiredService<BeginSession>().Stage(owner, new(device), Proof.FirstRun);
            await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(ct);
            return (slug, session);
        }
        finally
        {
            one.Release();
        }
    }

    // Here a name is the person's; and a short name made of no company at all is not a second fault.
    private static Problem? Company(Problem? workspace, bool nameless)
    {
        if (workspace?.Fields is not { } fields || !fields.TryGetValue("name", out var message))
            return workspace;
        var renamed = fields
            .Where(f => f.Key is not "name" && !(nameless && f.Key is "slug"))
            .Prepend(new("company", message))
            .ToDictionary(f => f.Key, f => f.Value, StringComparer.Ordinal);
        return Problem.Invalid(workspace.Code, message, renamed);
    }

    public void Dispose() => one.Dispose();
}
