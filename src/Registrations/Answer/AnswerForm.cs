namespace Entente.Registrations.Answer;

/// <summary>The answer as the browser sends it.</summary>
public sealed class AnswerForm
{
    public string? Answer { get; set; }
}
