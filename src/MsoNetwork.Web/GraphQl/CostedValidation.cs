using GraphQL;
using GraphQL.Validation;
using MsoNetwork.Errors;
using MsoNetwork.RateLimits;

namespace MsoNetwork.Web.GraphQl;

/// <summary>
/// What is left for each request of a prepared document: coerce variables and arguments, then refuse what costs too much.
/// </summary>
internal sealed class CostedValidation : IDocumentValidator
{
    private readonly DocumentValidator _coercion = new();

    public Task<IValidationResult> ValidateAsync(in ValidationOptions options) => CheckAsync(_coercion.ValidateAsync(options), options);

    private static async Task<IValidationResult> CheckAsync(Task<IValidationResult> coercing, ValidationOptions options)
    {
        IValidationResult result;
        try
        {
            result = await coercing;
        }
        catch (Exception cause) when (cause is not (OperationCanceledException or NetworkException or ExecutionError))
        {
            // Types and parsers may throw what they like at a value that they did not foresee.
            return new ValidationResult(new UnreadableError("A variable or an argument has a value that cannot be read.", cause));
        }

        if (!result.IsValid)
        {
            if (result.Errors.Any(error => error is not ValidationError)) return result;
            var errors = VariableErrors.All(result.Errors, options);
            EnumHints.AddTo(errors, options.Schema);
            return new ValidationResult(errors);
        }

        var cost = new Cost(options.Schema, options.Document, result).Of(options.Operation);
        if (cost <= Limits.Cost)
        {
            return await AdmitAsync(options, cost) is { } refusal
                ? new ValidationResult(new ValidationError(refusal.Message, refusal)) : result;
        }

        if (await AdmitAsync(options, Limits.CostOfRefused) is { } tooOften)
            return new ValidationResult(new ValidationError(tooOften.Message, tooOften));
        var error = Limits.Exceeded(
            "The request would cost",
            cost,
            Limits.Cost,
            "values (fields, times the sizes of the lists they stand in)"
        );
        return new ValidationResult(new ValidationError(error.Message, error));
    }

    // Only now the cost is known: who asks pays for it, and waits for a turn where it is much.
    private static async Task<NetworkException?> AdmitAsync(ValidationOptions options, long cost)
    {
        if (options.RequestServices is not { } services) return null;
        if (services.GetService<RequestBudget>()?.Spend(Limits.BesideLeast(cost)) is { } tooMuch) return tooMuch;
        if (services.GetService<DearQuestions>() is not { } dear) return null;
        var (turn, tooMany) = await dear.TakeAsync(cost, options.CancellationToken);
        options.UserContext[DearQuestions.Turn] = turn;
        return tooMany;
    }
}

/// <summary>A rule of GraphQL.NET or a type's parser threw what no client may see: our log has it.</summary>
internal sealed class UnreadableError(string message, Exception cause) : ValidationError(message, cause);
