using Entente.Platform.Data;
using Entente.Platform.Files;
using Entente.Platform.Values;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Evidence;

/// <summary>Takes files as proof with a claim, an answer or an appeal. Only stages: the act that they come with saves.</summary>
public sealed class AttachFiles(EntenteDb db, FileStore files)
{
    public const int MostFiles = 5;
    public const long MostBytes = 5 * 1024 * 1024;

    /// <summary>Of all that one registration may ever hold.</summary>
    public const int MostInAll = 30;

    /// <summary>The input's name.</summary>
    public const string Field = "files";

    public static string Hint => $"Up to {MostFiles} files of {MostBytes / (1024 * 1024)} MB: {FileContent.Allowed}";

    /// <summary>Why these cannot be taken; null: they can.</summary>
    public static Problem? WhyNot(IReadOnlyList<Upload> uploads)
    {
        if (uploads.Count > MostFiles)
            return Refusals.TooManyFiles;
        var wrong = uploads.Select(u => FileStore.WhyNot(u, MostBytes, Field)).OfType<Problem>().ToList();
        return wrong.Count switch
        {
            0 => null,
            1 => wrong[0],
            _ => Problem.Invalid(wrong[0].Code, Field, string.Join(" ", wrong.Select(w => w.Message))),
        };
    }

    internal async Task<Problem?> Stage(
        Registration registration,
        IReadOnlyList<Upload> uploads,
        AttachedTo to,
        PersonId? by,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        if (uploads.Count == 0)
            return null;
        if (await db.Set<Attachment>().CountAsync(a => a.RegistrationId == registration.Id, ct) + uploads.Count > MostInAll)
            return Refusals.TooManyFilesInAll;
        foreach (var upload in uploads)
            db.Add(Attachment.Of(registration, files.Keep(upload), to, by, now));
        return null;
    }

    /// <summary>The files of a posted form; one that is too large is cut a byte behind the limit, enough to be refused by name.</summary>
    public static async Task<IReadOnlyList<Upload>> Of(HttpRequest request, CancellationToken ct)
    {
        if (!request.HasFormContentType)
            return [];
        var uploads = new List<Upload>();
        foreach (var file in (await request.ReadFormAsync(ct)).Files.Where(f => f.Length > 0).Take(MostFiles + 1))
        {
            var bytes = new byte[Math.Min(file.Length, MostBytes + 1)];
            await using var stream = file.OpenReadStream();
            await stream.ReadExactlyAsync(bytes, ct);
            uploads.Add(new(ClaimReader.OneLine(file.FileName), bytes));
        }
        return uploads;
    }
}
