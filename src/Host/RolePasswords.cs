using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Entente.Platform.Data.Postgres;
using Entente.Platform.Secrets;

namespace Entente.Host;

/// <summary>
/// The passwords of Entente's roles in a PostgreSQL given with <c>--database</c>: drawn once, kept beside the key ring, where every node of
/// one database finds them. A node that drew its own would lock the others out, and could open none of their secrets.
/// </summary>
internal sealed record RolePasswords(string Owner, string App, string Maintenance)
{
    public string this[string role] =>
        role switch
        {
            Roles.Owner => Owner,
            Roles.App => App,
            Roles.Maintenance => Maintenance,
            _ => throw new ArgumentOutOfRangeException(nameof(role)),
        };

    /// <summary>What the database remembers of them: tells one data folder from another, and opens nothing.</summary>
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Owner + App + Maintenance)))[..16];

    /// <param name="keys">The folder of the key ring; only Entente's user may enter it.</param>
    public static RolePasswords ReadOrMake(string keys)
    {
        var file = Path.Combine(keys, "roles.json");
        var held = OwnFile.ReadOrMake(file, () => JsonSerializer.Serialize(new RolePasswords(Draw(), Draw(), Draw())));
        return JsonSerializer.Deserialize<RolePasswords>(held)
            ?? throw new ClusterException($"{file} holds no passwords. Remove it to have new ones drawn.");
    }

    private static string Draw() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
}
