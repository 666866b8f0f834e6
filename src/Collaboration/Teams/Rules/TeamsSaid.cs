using System.Security.Cryptography;
using System.Text;

namespace Entente.Collaboration.Teams.Rules;

/// <summary>By which id something said in Teams is the same message here, however often it comes. Pure.</summary>
public static class TeamsSaid
{
    /// <summary>Of a message; an edit of it is a message of its own. At most 64 characters.</summary>
    public static string Submission(string channel, string id, string edited = "") =>
        edited.Length == 0 ? $"teams:{Digest(channel)}:{Part(id)}" : $"teams:{Digest(channel)}:{Part(id)}:{Part(edited)}";

    /// <summary>Whether a kept message was said in this channel.</summary>
    /// <param name="submission">As it is kept: behind whoever said it.</param>
    public static bool In(string channel, string submission) => submission.Contains($":teams:{Digest(channel)}:", StringComparison.Ordinal);

    private static string Part(string id) => id.Length <= 16 ? id : Digest(id);

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
}
