using System.Globalization;
using System.Security.Cryptography;
using Entente.Platform.Files;
using Entente.Platform.Secrets;
using Entente.Platform.Values;

namespace Entente.Access.Files;

/// <summary>Tickets that open one file for a minute, for whoever holds them: no cookie reaches the files' host that could say who asks.</summary>
internal sealed class FileTickets(SecretBox box, TimeProvider clock)
{
    private const string Purpose = "file-ticket";

    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(1);

    public string Issue(WorkspaceId workspace, FileId file) =>
        box.Close(
            Purpose,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{workspace.Value:N} {file.Value:N} {clock.GetUtcNow().Add(Lasts).ToUnixTimeSeconds()}"
            )
        );

    /// <summary>Null: nothing that we issued, or its minute is over.</summary>
    public (WorkspaceId Workspace, FileId File)? Read(string ticket)
    {
        try
        {
            return
                box.Open(Purpose, ticket).Split(' ') is [var workspace, var file, var until]
                && long.Parse(until, CultureInfo.InvariantCulture) >= clock.GetUtcNow().ToUnixTimeSeconds()
                ? (new(Guid.Parse(workspace)), new(Guid.Parse(file)))
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
