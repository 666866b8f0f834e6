using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Entente.Bench;

/// <summary>
/// The peer of ingest, in a process of its own: a Kestrel that verifies HubSpot's signature over the request and keeps the body by one
/// prepared INSERT, committed before it answers, in the same PostgreSQL as the app.
/// </summary>
internal static class BareIngest
{
    public static async Task Serve(int port, string database)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using (
            var make = source.CreateCommand(
                "create table if not exists peer_push (id bigserial primary key, at timestamptz not null, body bytea not null)"
            )
        )
            await make.ExecuteNonQueryAsync();
        var secret = Encoding.UTF8.GetBytes(SandboxProgram.AppSecret);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls($"http://localhost:{port}");
        var app = builder.Build();
        app.MapGet("/", () => Results.Text("ready"));
        app.MapPost(
            "/hook",
            async (HttpRequest request, CancellationToken ct) =>
            {
                using var body = new MemoryStream();
                await request.Body.CopyToAsync(body, ct);
                var bytes = body.ToArray();
                var stamp = request.Headers["X-HubSpot-Request-Timestamp"].ToString();
                byte[] signed =
                [
                    .. Encoding.UTF8.GetBytes($"POSThttp://localhost:{port}/hook"),
                    .. bytes,
                    .. Encoding.UTF8.GetBytes(stamp),
                ];
                var given = request.Headers["X-HubSpot-Signature-v3"].ToString();
                if (given != Convert.ToBase64String(HMACSHA256.HashData(secret, signed)))
                    return Results.Unauthorized();
                await using var insert = source.CreateCommand("insert into peer_push (at, body) values ($1, $2)");
                insert.Parameters.Add(new() { Value = TimeProvider.System.GetUtcNow() });
                insert.Parameters.Add(new() { Value = bytes });
                await insert.ExecuteNonQueryAsync(ct);
                return Results.Ok();
            }
        );
        await app.RunAsync();
    }

    public static Process Start(int port, string database) =>
        Process.Start(Environment.ProcessPath!, ["--bare-ingest", port.ToString(CultureInfo.InvariantCulture), database]);
}
