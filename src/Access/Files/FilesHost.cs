using Entente.Access.Http;
using Entente.Platform.Files;
using Entente.Platform.Tenancy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Access.Files;

/// <summary>The files' host: it knows tickets and nothing else, and tickets are known nowhere else.</summary>
public static class FilesHost
{
    internal const string Prefix = "/f";

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet(Prefix + "/{ticket}", Give).Access(new OpenAttribute()).WithMetadata(new NoPrefetchAttribute());

    /// <summary>Keeps the two hosts apart. Stands before everything that knows addresses.</summary>
    public static IApplicationBuilder UseFilesHost(this IApplicationBuilder app) =>
        app.Use(
            (http, next) =>
            {
                var address = http.RequestServices.GetRequiredService<FilesAddress>();
                if (address.Is(http.Request.Host.Host) == http.Request.Path.StartsWithSegments(Prefix, StringComparison.Ordinal))
                    return next(http);
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            }
        );

    private static async Task<IResult> Give(
        string ticket,
        HttpContext http,
        FileTickets tickets,
        IServiceScopeFactory scopes,
        CancellationToken ct
    )
    {
        if (tickets.Read(ticket) is not var (workspace, file))
            return Results.Text(
                "This address was good for a minute. Go back to the page and open the file again.\n",
                statusCode: StatusCodes.Status404NotFound
            );
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActorSlot>().Fill(Actor.System(workspace, Channel.Web));
        return await scope.ServiceProvider.GetRequiredService<FileStore>().Read(file, ct) is var (card, content)
            ? Downloads.Of(http.Response, card, content)
            : Results.NotFound();
    }
}
