using Entente.Platform.Values;

namespace Entente.Collaboration.Threads;

/// <summary>The composer as the browser sends it.</summary>
public sealed class MessageForm
{
    public const string Name = "message";

    public string? SubmissionId { get; set; }
    public string? Text { get; set; }

    /// <summary><c>Internal</c> or <c>Shared</c>; a partner's form has none.</summary>
    public string? Audience { get; set; }

    public ReadBy? Reads =>
        Audience switch
        {
            nameof(ReadBy.Internal) => ReadBy.Internal,
            nameof(ReadBy.Shared) => ReadBy.Shared,
            _ => null,
        };

    public MessageInput Input(SubjectRef about) => new(about, Reads, Text, SubmissionId);
}
