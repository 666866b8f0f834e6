using System.Security.Cryptography;
using Entente.Platform.Data;
using Entente.Platform.Files;
using Entente.Platform.Values;
using Entente.Registrations.Model;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Evidence;

/// <summary>Takes files as proof with a claim, an answer or an appeal. Only stages: the act that they come with saves.</summary>
public sealed class AttachFiles(EntenteDb db, FileStore files)
{
    public const int MostFiles = Uploads.MostFiles;
    public const long MostBytes = Uploads.MostBytes;

    /// <summary>Of all that one registration may ever hold.</summary>
    public const int MostInAll = 30;

    /// <summary>The input's name.</summary>
    public const string Field = "files";

    public static string Hint => Uploads.Hint;

    /// <summary>Why these cannot be taken; null: they can.</summary>
    public static Problem? WhyNot(IReadOnlyList<Upload> uploads) => Uploads.WhyNot(uploads, Field, Refusals.TooManyFiles);

    /// <summary>Fewer than the policy asks for; null: enough, or the way in carries none.</summary>
    internal static Problem? WhyTooFew(IReadOnlyList<Upload>? uploads, int asked) =>
        uploads is not null && Different(uploads) is var came && came < asked ? Refusals.NoProof(asked, came) : null;

    /// <summary>How many different files these are: the same one twice proves no more.</summary>
    internal static int Different(IReadOnlyList<Upload> uploads) =>
        uploads.Select(u => Convert.ToHexStringLower(SHA256.HashData(u.Content.Span))).Distinct(StringComparer.Ordinal).Count();

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

    /// <summary>The files of a posted form.</summary>
    public static Task<IReadOnlyList<Upload>> Of(HttpRequest request, CancellationToken ct) => Uploads.Of(request, ct);
}
