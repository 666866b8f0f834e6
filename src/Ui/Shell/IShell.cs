using Microsoft.AspNetCore.Http;

namespace Entente.Ui.Shell;

/// <summary>Gathers the facts of the frame; owned here, implemented once by the host, scoped to the request.</summary>
public interface IShell
{
    ValueTask<ShellModel> Of(HttpContext http, CancellationToken ct);
}
