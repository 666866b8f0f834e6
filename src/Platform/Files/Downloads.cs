using System.Net.Mime;
using System.Text;
using Entente.Platform.Tables;
using Microsoft.AspNetCore.Http;

namespace Entente.Platform.Files;

/// <summary>Whatever goes out as a file: a download under its own name, never shown by our own address and kept by nobody on the way.</summary>
public static class Downloads
{
    /// <summary>A file that somebody gave us.</summary>
    public static IResult Of(HttpResponse response, FileCard card, byte[] content) => Of(response, card.Name, card.Type, content);

    /// <inheritdoc cref="Of(HttpResponse, FileCard, byte[])"/>
    /// <param name="name">As it is saved.</param>
    public static IResult Of(HttpResponse response, string name, string type, byte[] content)
    {
        Guard(response);
        response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        // With a name for the download it is sent as an attachment.
        return Results.File(content, type, name);
    }

    /// <summary>Begins a file that is made while it is sent.</summary>
    /// <param name="name">As it is saved; letters of ASCII.</param>
    public static void Begin(HttpResponse response, string type, string name)
    {
        Guard(response);
        response.ContentType = type;
        response.Headers.ContentDisposition = new ContentDisposition { FileName = name }.ToString();
    }

    /// <summary>A table for spreadsheets, which runs nothing when it is opened.</summary>
    public static async Task Csv(
        HttpResponse response,
        string name,
        IEnumerable<string> head,
        IEnumerable<IEnumerable<string?>> lines,
        CancellationToken ct
    )
    {
        BeginCsv(response, name);
        await response.WriteAsync("\uFEFF" + CsvWriter.Line(head), Encoding.UTF8, ct);
        foreach (var line in lines)
            await response.WriteAsync(CsvWriter.Line(line), Encoding.UTF8, ct);
    }

    /// <summary>The same, of a table that is read while it is sent.</summary>
    /// <param name="name">As it is saved; what is not plain ASCII is left out.</param>
    /// <param name="pieces">Its lines from the head on, as <see cref="CsvWriter"/> writes them.</param>
    public static async Task Csv(HttpResponse response, string name, IAsyncEnumerable<string> pieces, CancellationToken ct)
    {
        var kept = string.Concat(name.Where(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'));
        BeginCsv(response, kept.Length > 4 ? kept : "table.csv");
        await foreach (var piece in pieces.WithCancellation(ct))
            await response.WriteAsync(piece, Encoding.UTF8, ct);
    }

    /// <inheritdoc cref="Begin"/>
    public static void BeginCsv(HttpResponse response, string name) => Begin(response, "text/csv; charset=utf-8", name);

    private static void Guard(HttpResponse response)
    {
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "private, no-store";
    }
}
